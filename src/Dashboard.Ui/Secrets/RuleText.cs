using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Secrets;

/// <summary>What the rules of redaction find, in a sentence each. RuleTextTests compares it with docs/redaction.md.</summary>
public static class RuleText
{
    private static readonly Dictionary<string, string> Known = new()
    {
        ["password"] = "A value after a name that ends with password, passwd, pass or the like: --db-password=…",
        ["secret"] = "A value after a name that ends with secret: \"clientSecret\":\"…\"",
        ["token"] = "A value after a name that ends with token, bearer or jwt: ?token=…",
        ["key"] = "A value after a name that ends with key: API_KEY=…",
        ["credentials"] = "A value after a name that ends with credentials, creds or auth.",
        ["cookie"] = "A cookie, or the id of a session.",
        ["signature"] = "A value after a name that ends with signature or sig.",
        ["url-password"] = "The password in an address: scheme://user:…@host",
        ["authorization"] = "The header Authorization of a request, as curl -H sends it.",
        ["private-key"] = "A private key in PEM form.",
        ["webhook"] = "The address of a webhook, which is all that one needs to post to it.",
        ["jwt"] = "A JSON web token: it begins with eyJ.",
    };

    private static readonly (string End, Func<string, string> Meaning)[] Endings =
    [
        ("-password", program => $"A password for {program}, as its options take it."),
        ("-user", program => $"A user and password for {program}, as its options take them."),
        ("-token", provider => $"A token of {provider}, known by its form."),
        ("-key", provider => $"A key of {provider}, known by its form."),
    ];

    public static Word Of(string rule) => new(rule, MeaningOf(rule) ?? "A rule of your own file (--redact-rules).");

    /// <summary>Null for a rule that the dashboard does not bring along.</summary>
    public static string? MeaningOf(string rule)
    {
        if (Known.TryGetValue(rule, out var meaning))
        {
            return meaning;
        }

        var (end, of) = Endings.FirstOrDefault(ending => rule.EndsWith(ending.End, StringComparison.Ordinal));
        return end is null ? null : of(NameOf(rule[..^end.Length]));
    }

    private static string NameOf(string name) => name switch
    {
        "aws" => "Amazon Web Services",
        "github" => "GitHub",
        "gitlab" => "GitLab",
        "google" => "Google",
        "ai" => "a provider of language models",
        "npm" => "npm",
        "pypi" => "PyPI",
        "age" => "age",
        "login" => "a registry",
        "archive" => "an archive",
        "sql" => "a database",
        "wifi" => "a wireless network",
        _ => name,
    };
}
