using System.Buffers;

namespace Dashboard.Core.Redaction;

/// <summary>Whether a value behind a key word is a secret, or stands for one that is elsewhere.</summary>
internal static class SecretValues
{
    private const int MinRandom = 16;
    private const double MinBits = 3.2;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Plain = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "true", "false", "yes", "no", "on", "off", "none", "null", "nil", "undefined", "required", "optional", "prompt", "ask", "auto",
        "default", "enabled", "disabled", "stdin", "env", "file", "string", "generic", "tls", "docker-registry", "basic", "bearer", "digest",
        "ntlm", "negotiate", "plain", "redacted", "[redacted]", "-",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] References = ["env:", "file:", "fd:", "stdin:", "vault:", "op://", "arn:", "ref+", "keyring:", "pkcs11:", "id=", "type=", "http://", "https://"];

    public static bool IsSecret(ReadOnlySpan<char> value, SecretTest test, bool strict)
    {
        if (value.IsEmpty || RedactionMark.Is(value))
        {
            return false;
        }

        if (strict)
        {
            return true;
        }

        return !IsReference(value) && test switch
        {
            SecretTest.NotNumber => value.Length > 3 || value.ContainsAnyExceptInRange('0', '9'),
            SecretTest.Random => IsRandom(value),
            SecretTest.Pair => value.IndexOf(':') is > 0 and var colon && colon < value.Length - 1 || IsRandom(value),
            SecretTest.Cookie => value.IndexOf('=') > 0,
            _ => true,
        };
    }

    /// <summary>A variable, a placeholder, a file or another place where the secret is.</summary>
    private static bool IsReference(ReadOnlySpan<char> value)
    {
        if (IsVariable(value) || value[0] is '<' or '@' or '*' || value.StartsWith("{{") || value.StartsWith("%(") || value is "%s" || Plain.Contains(value) || IsPath(value))
        {
            return true;
        }

        foreach (var start in References)
        {
            if (value.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return value.Length > 1 && !value.ContainsAnyExcept('x', 'X', '.');
    }

    /// <summary>$NAME, ${NAME}, $(cat file), $1; not "$6$salt$hash".</summary>
    private static bool IsVariable(ReadOnlySpan<char> value)
        => value[0] == '$' && (value.Length < 3 || char.IsAsciiLetter(value[1]) || value[1] is '_' or '{' or '(');

    /// <summary>"/run/secrets/db", "./key.pem", "~/.ssh/id_rsa", "certs/server.key".</summary>
    private static bool IsPath(ReadOnlySpan<char> value)
    {
        if (value.ContainsAnyExcept(PathCharacters))
        {
            return false;
        }

        return value.StartsWith("./") || value.StartsWith("../") || value.StartsWith("~/") || (value[0] == '/' && value[1..].Contains('/'))
            || value.EndsWith(".pem") || value.EndsWith(".key") || value.EndsWith(".json") || value.EndsWith(".txt") || value.EndsWith(".crt") || value.EndsWith(".yaml") || value.EndsWith(".yml");
    }

    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._~-@");

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/+=._~-%");

    /// <summary>Letters and digits without order. Asked beside a key word only: elsewhere a build is full of hashes.</summary>
    public static bool IsRandom(ReadOnlySpan<char> value)
        => value.Length >= MinRandom && !value.ContainsAnyExcept(TokenCharacters) && value.ContainsAnyInRange('0', '9')
            && (value.ContainsAnyInRange('a', 'z') || value.ContainsAnyInRange('A', 'Z')) && !IsHash(value) && !IsPath(value) && BitsOf(value) >= MinBits;

    /// <summary>Hexadecimal of the length of a digest: the key of a cache, an object of git.</summary>
    private static bool IsHash(ReadOnlySpan<char> value)
    {
        var digits = value[(value.LastIndexOfAny(':', '-') + 1)..];
        return digits.Length is 32 or 40 or 56 or 64 or 96 or 128 && !digits.ContainsAnyExcept(HexDigits);
    }

    /// <summary>Shannon's entropy of a character.</summary>
    private static double BitsOf(ReadOnlySpan<char> value)
    {
        Span<int> counts = stackalloc int[128];
        counts.Clear();
        foreach (var c in value)
        {
            counts[c & 127]++;
        }

        var bits = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var share = (double)count / value.Length;
                bits -= share * Math.Log2(share);
            }
        }

        return bits;
    }
}
