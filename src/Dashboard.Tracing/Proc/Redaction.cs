using System.Text.RegularExpressions;

namespace Dashboard.Tracing.Proc;

/// <summary>Redacts secrets in an environment, by variable names and value patterns. Redacts too much rather than too little.</summary>
internal static partial class Redaction
{
    public const string Mark = "[redacted]";

    public static string Of(string name, string value)
        => value.Length == 0 ? value
            : SecretName().IsMatch(name) && !PlainName().IsMatch(name) || SecretValue().IsMatch(value) ? Mark
            : Pair().Replace(UserInAddress().Replace(value, $"${{scheme}}{Mark}@"), $"${{name}}{Mark}");

    /// <summary>AWS_ACCESS_KEY_ID, GITHUB_TOKEN, MYSQL_PWD, HTTP_COOKIE, XAUTHORITY …</summary>
    [GeneratedRegex("TOKEN|PASS|PWD|SECRET|KEY|AUTH|COOKIE|CREDENTIAL|CREDS|PRIVATE|SIGNATURE|JWT|BEARER|PSK|WEBHOOK|MNEMONIC|SALT|SEED|OTP|(^|_)(PIN|PW)($|_)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SecretName();

    /// <summary>The working directory variables of a shell.</summary>
    [GeneratedRegex("^(OLD)?PWD$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PlainName();

    /// <summary>An HTTP authorization header, a JSON web token, a PEM key, and well-known prefixes of tokens.</summary>
    [GeneratedRegex(@"\b(bearer|basic)\s+\S|\beyJ[A-Za-z0-9_-]{8,}\.|-----BEGIN|\b(ghp|gho|ghs|github_pat|glpat|xox[abps]|sk|rk|pk)[-_][A-Za-z0-9]|\bA[KS]IA[A-Z0-9]{12,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SecretValue();

    /// <summary>
    /// "postgres://name:secret@host/": redacts the name too, because it may be a token, and a password may contain a slash.
    /// Without a scheme: "name:secret@host".
    /// </summary>
    [GeneratedRegex(@"(?<scheme>[a-z][a-z0-9+.-]*://)[^\s]*@|[^\s/@:]+:[^\s/@]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex UserInAddress();

    /// <summary>"Server=db;Password=secret", "?token=secret&amp;…", "--password secret".</summary>
    [GeneratedRegex(@"(?<name>(token|pass|pwd|password|passwd|passphrase|secret|key|apikey|auth|authorization|cookie|credential|credentials|sig|signature)[""']?\s*[=:]\s*|--?[a-z-]*(token|password|passwd|secret|key|auth)[a-z-]*\s+)[^;&\s]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pair();
}
