using System.Text.RegularExpressions;

namespace Dashboard.Core.Redaction;

/// <summary>Secrets that are known by their form, wherever they stand.</summary>
internal static class SecretShapes
{
    public const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>Stands for what a cut argument lacks: fits every class of characters below.</summary>
    public const int FillerLength = 85;

    /// <summary>Shorter than this a cut secret is no more than its prefix.</summary>
    private const int MinCut = 8;

    private static readonly SecretShape[] BuiltIn =
    [
        new("aws-key", ["akia", "asia"], "(?:AKIA|ASIA)[A-Z0-9]{16}"),
        new("github-token", ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], "gh[pousr]_[A-Za-z0-9]{20,}"),
        new("github-token", ["github_p"], "github_pat_[A-Za-z0-9_]{20,}"),
        new("gitlab-token", ["glpat", "gldt-", "glrt-", "glcbt", "glptt", "glft-", "glsoat"], "gl(?:pat|dt|rt|cbt|ptt|ft|soat)-[A-Za-z0-9_-]{16,}"),
        new("slack-token", ["xox"], "xox[abeoprs]-[A-Za-z0-9-]{10,}"),
        new("slack-token", ["xapp"], "xapp-[A-Za-z0-9-]{16,}"),
        new("webhook", ["hooks."], "hooks\\.slack\\.com/(?:services|workflows)/[A-Za-z0-9/]{16,}"),
        new("jwt", ["eyj"], "eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{4,}(?:\\.[A-Za-z0-9_-]*)?"),
        new("google-key", ["aiza"], "AIza[A-Za-z0-9_-]{30,}"),
        new("google-token", ["ya29."], "ya29\\.[A-Za-z0-9_-]{20,}"),
        new("google-key", ["gocspx"], "GOCSPX-[A-Za-z0-9_-]{20,}"),
        new("stripe-key", ["sk_live", "rk_live", "sk_test", "rk_test"], "[sr]k_(?:live|test)_[A-Za-z0-9]{16,}"),
        new("ai-key", ["sk-"], "sk-[A-Za-z0-9_-]{20,}", NeedsDigit: true),
        new("npm-token", ["npm_"], "npm_[A-Za-z0-9]{30,}"),
        new("pypi-token", ["pypi-"], "pypi-[A-Za-z0-9_-]{40,}"),
        new("ai-key", ["hf_"], "hf_[A-Za-z0-9]{30,}"),
        new("docker-token", ["dckr_pat"], "dckr_pat_[A-Za-z0-9_-]{20,}"),
        new("vault-token", ["hvs.", "hvb.", "hvr."], "hv[sbr]\\.[A-Za-z0-9_-]{20,}"),
        new("digitalocean-token", ["dop_v1", "doo_v1", "dor_v1"], "do[por]_v1_[a-f0-9]{40,}"),
        new("sendgrid-key", ["sg."], "SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}"),
        new("age-key", ["age-secr"], "AGE-SECRET-KEY-1[A-Z0-9]{30,}"),
        new("shopify-token", ["shpat_", "shpss_", "shpca_", "shppa_"], "shp(?:at|ss|ca|pa)_[a-fA-F0-9]{32}"),
        new("grafana-token", ["glsa_"], "glsa_[A-Za-z0-9_]{30,}"),
    ];

    public static IEnumerable<string> Triggers => BuiltIn.SelectMany(shape => shape.Triggers);

    public static IEnumerable<string> Names => BuiltIn.Select(shape => shape.Rule).Append(PrivateKey).Distinct();

    private const string PrivateKey = "private-key";

    /// <summary>Adds what has a known form.</summary>
    /// <param name="length">Of the text without its filler.</param>
    /// <param name="isCut">The text is a cut argument, with a filler behind it.</param>
    public static void Find(ReadOnlySpan<char> text, int length, bool isCut, IReadOnlyList<SecretShape> own, List<SecretSpan> found)
    {
        foreach (var shape in BuiltIn)
        {
            Find(shape, text, length, isCut, found);
        }

        for (var i = 0; i < own.Count; i++)
        {
            Find(own[i], text, length, isCut, found);
        }

        FindPem(text[..length], found);
    }

    private static void Find(SecretShape shape, ReadOnlySpan<char> text, int length, bool isCut, List<SecretSpan> found)
    {
        if (!shape.MayBeIn(text[..length]))
        {
            return;
        }

        foreach (var match in shape.Pattern.EnumerateMatches(text))
        {
            var end = Math.Min(match.Index + match.Length, length);
            var value = text[Math.Min(match.Index, length)..end];
            if (value.IsEmpty || (match.Index + match.Length > length && !(isCut && value.Length >= MinCut)))
            {
                continue;
            }

            var isInside = match.Index > 0 && char.IsAsciiLetterOrDigit(text[match.Index - 1]);
            if (!isInside && (!shape.NeedsDigit || value.ContainsAnyInRange('0', '9')))
            {
                found.Add(new SecretSpan(match.Index, value.Length, shape.Rule));
            }
        }
    }

    /// <summary>A private key in PEM, from its first line to its last or to the end of the argument.</summary>
    private static void FindPem(ReadOnlySpan<char> text, List<SecretSpan> found)
    {
        var at = text.IndexOf("-----BEGIN ");
        if (at < 0)
        {
            return;
        }

        var line = text[(at + 11)..];
        var lineEnd = line.IndexOf("-----");
        if (lineEnd < 0 ? line.Contains("PRIV", StringComparison.Ordinal) : line[..lineEnd].EndsWith("PRIVATE KEY") || line[..lineEnd].EndsWith("PRIVATE KEY BLOCK"))
        {
            var end = text[at..].LastIndexOf("-----END ");
            var last = end < 0 ? -1 : text[(at + end + 9)..].IndexOf("-----");
            found.Add(new SecretSpan(at, last < 0 ? text.Length - at : end + 9 + last + 5, PrivateKey));
        }
    }
}
