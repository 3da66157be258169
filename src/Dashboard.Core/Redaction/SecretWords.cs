namespace Dashboard.Core.Redaction;

/// <summary>Names whose values are secrets: DB_PASSWORD, --api-key, "clientSecret". The name must end with the word.</summary>
internal sealed class SecretWords
{
    private const int MaxName = 64;

    /// <summary>Longest suffix first where one ends with another. With a boundary, the word must begin the name or a part of it: not "compass".</summary>
    private static readonly (string Word, bool Boundary, SecretWord Meaning, bool StrictOnly)[] Words =
    [
        ("password", false, new("password", SecretTest.Any), false),
        ("passwd", false, new("password", SecretTest.Any), false),
        ("passphrase", false, new("password", SecretTest.Any), false),
        ("passcode", false, new("password", SecretTest.Any), false),
        ("pwd", false, new("password", SecretTest.Any), false),
        ("pass", false, new("password", SecretTest.NotNumber), false),
        ("pw", true, new("password", SecretTest.NotNumber), false),
        ("secret", false, new("secret", SecretTest.Any), false),
        ("token", false, new("token", SecretTest.Any), false),
        ("bearer", true, new("token", SecretTest.Any), false),
        ("jwt", true, new("token", SecretTest.Random), false),
        ("secretkey", false, new("secret", SecretTest.Any), false),
        ("secretaccesskey", false, new("secret", SecretTest.Any), false),
        ("apikey", false, new("key", SecretTest.NotNumber), false),
        ("accesskey", false, new("key", SecretTest.NotNumber), false),
        ("privatekey", false, new("key", SecretTest.NotNumber), false),
        ("encryptionkey", false, new("key", SecretTest.NotNumber), false),
        ("signingkey", false, new("key", SecretTest.NotNumber), false),
        ("authkey", false, new("key", SecretTest.NotNumber), false),
        ("accountkey", false, new("key", SecretTest.NotNumber), false),
        ("sharedkey", false, new("key", SecretTest.NotNumber), false),
        ("masterkey", false, new("key", SecretTest.NotNumber), false),
        ("storagekey", false, new("key", SecretTest.NotNumber), false),
        ("licensekey", false, new("key", SecretTest.NotNumber), false),
        ("subscriptionkey", false, new("key", SecretTest.NotNumber), false),
        ("psk", true, new("key", SecretTest.NotNumber), false),
        ("key", true, new("key", SecretTest.Random), false),
        ("credential", false, new("credentials", SecretTest.Any), false),
        ("credentials", false, new("credentials", SecretTest.Any), false),
        ("creds", true, new("credentials", SecretTest.Any), false),
        ("authorization", false, new("authorization", SecretTest.Any), false),
        ("auth", true, new("credentials", SecretTest.Pair), false),
        ("cookie", true, new("cookie", SecretTest.Cookie), false),
        ("sessionid", false, new("cookie", SecretTest.Random), false),
        ("signature", true, new("signature", SecretTest.Random), false),
        ("sig", true, new("signature", SecretTest.Random), false),
        ("pin", true, new("password", SecretTest.Any), true),
        ("otp", true, new("password", SecretTest.Any), true),
        ("salt", true, new("key", SecretTest.Any), true),
        ("session", true, new("cookie", SecretTest.Any), true),
        ("community", true, new("password", SecretTest.Any), true),
    ];

    /// <summary>Names that end with such a word and mean something else: the shell's directories, the tokens of a language model.</summary>
    private static readonly string[] Harmless =
    [
        "eostoken", "bostoken", "padtoken", "unktoken", "septoken", "masktoken", "stoptoken", "nexttoken", "startingtoken", "continuationtoken",
        "canceltoken", "endtoken", "begintoken", "cachekey", "primarykey", "foreignkey", "sortkey", "publickey", "partitionkey", "hashkey",
        "imagepullsecret", "tlssecret", "forgotpassword", "changepassword", "resetpassword",
    ];

    /// <summary>Words that end with "pass" as MYPASS and PGPASS do, and mean no password: passes of encoders, compilers and filters of sound.</summary>
    private static readonly string[] Passes =
    [
        "bypass", "compass", "surpass", "trespass", "overpass", "underpass", "lowpass", "highpass", "bandpass", "allpass",
        "multipass", "singlepass", "onepass", "twopass", "firstpass", "secondpass", "lastpass", "prepass", "subpass", "renderpass",
    ];

    private readonly bool _strict;
    private readonly (string Word, string Rule)[] _own;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _kept;

    /// <param name="own">Further words, in lower case without separators, with their rules.</param>
    /// <param name="kept">Names that are no secrets, in the same form.</param>
    public SecretWords(RedactionLevel level, IReadOnlyList<(string Word, string Rule)> own, IReadOnlyList<string> kept)
    {
        _strict = level == RedactionLevel.Strict;
        _own = [.. own];
        _kept = new HashSet<string>(Harmless.Concat(kept)).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Lower case, letters and digits only.</summary>
    public static string Fold(string name) => new([.. name.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]);

    /// <summary>What a name means; null when it is nothing special.</summary>
    public SecretWord? Find(ReadOnlySpan<char> name)
    {
        if (name is "PWD" or "OLDPWD")
        {
            return null;
        }

        name = name.Length > MaxName ? name[^MaxName..] : name;
        Span<char> folded = stackalloc char[MaxName];
        Span<bool> begins = stackalloc bool[MaxName];
        var length = 0;
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(name[i]))
            {
                begins[length] = i == 0 || !char.IsAsciiLetterOrDigit(name[i - 1]) || (char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1]));
                folded[length++] = char.ToLowerInvariant(name[i]);
            }
        }

        while (length > 0 && char.IsAsciiDigit(folded[length - 1]))
        {
            // password2
            length--;
        }

        folded = folded[..length];
        return length < 2 || _kept.Contains(folded) ? null : Find(folded, begins);
    }

    private SecretWord? Find(ReadOnlySpan<char> folded, ReadOnlySpan<bool> begins)
    {
        foreach (var (word, rule) in _own)
        {
            if (folded.EndsWith(word))
            {
                return new SecretWord(rule, SecretTest.Any);
            }
        }

        foreach (ref readonly var entry in Words.AsSpan())
        {
            if (folded.EndsWith(entry.Word) && (!entry.Boundary || begins[folded.Length - entry.Word.Length]) && (_strict || !entry.StrictOnly))
            {
                if (entry.Word is "pass" && !begins[folded.Length - entry.Word.Length] && IsPass(folded))
                {
                    return null;
                }

                return _strict ? entry.Meaning with { Test = SecretTest.Any } : entry.Meaning;
            }
        }

        return null;
    }

    private static bool IsPass(ReadOnlySpan<char> folded)
    {
        foreach (var pass in Passes)
        {
            if (folded.EndsWith(pass))
            {
                return true;
            }
        }

        return false;
    }
}
