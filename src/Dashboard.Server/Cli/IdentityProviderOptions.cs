using System.CommandLine;
using System.Text;
using Dashboard.Core.Model;
using Dashboard.Server.Security.IdentityProvider;

namespace Dashboard.Server.Cli;

/// <summary>The options of `serve` for people who sign in at an identity provider.</summary>
internal sealed class IdentityProviderOptions
{
    private const int MaxSecretBytes = 4096;

    private readonly Option<string?> _authority = new("--oidc-authority")
    {
        Description = "Let people sign in with OpenID Connect at this issuer; the token stays valid.",
        HelpName = "URL",
    };

    private readonly Option<string?> _client = new("--oidc-client-id")
    {
        Description = $"The name under which this dashboard is registered there, with the redirect address …{ProviderSetup.CallbackPath}.",
        HelpName = "ID",
    };

    private readonly Option<string?> _secretFile = new("--oidc-client-secret-file")
    {
        Description = "The file whose first line is the client's secret; without it the client is public.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _allow = new("--oidc-allow")
    {
        Description = "Admit only people with one of these claims of their ID token, like groups=sre,email=ada@example.org (default: each person whom the issuer signs in).",
        HelpName = "NAME=VALUE,…",
    };

    /// <summary>Adds the options to a command and returns their reader.</summary>
    public static Func<ParseResult, IdentityProviderSettings?> AddTo(Command command)
    {
        var options = new IdentityProviderOptions();
        foreach (var option in (Option[])[options._authority, options._client, options._secretFile, options._allow])
        {
            command.Add(option);
        }

        return options.Read;
    }

    private IdentityProviderSettings? Read(ParseResult parsed)
    {
        var (authority, client, secretFile, allow) = (parsed.GetValue(_authority), parsed.GetValue(_client), parsed.GetValue(_secretFile), parsed.GetValue(_allow));
        if (authority is null)
        {
            return (client ?? secretFile ?? allow) is null
                ? null
                : throw Wrong("--oidc-client-id, --oidc-client-secret-file and --oidc-allow need --oidc-authority URL: name the issuer, or leave them out");
        }

        return new IdentityProviderSettings
        {
            Authority = Issuer(authority),
            ClientId = client is { Length: > 0 } ? client : throw Wrong("--oidc-authority needs --oidc-client-id ID: the name under which this dashboard is registered there"),
            ClientSecret = secretFile is null ? null : Secret(secretFile),
            Allowed = allow is null ? [] : [.. allow.Split(',').Select(Claim)],
        };
    }

    /// <summary>Over plain http another machine could sign in as anybody; a loopback address is for a test of the settings.</summary>
    private static Uri Issuer(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var issuer) && issuer.UserInfo.Length == 0 && issuer.Query.Length == 0 && issuer.Fragment.Length == 0
            && (issuer.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback))
            ? issuer
            : throw Wrong($"--oidc-authority \"{KernelText.Display(text)}\" is not the https address of an issuer: write it like https://login.example.org/realms/ops");

    private static ProviderClaim Claim(string text)
        => ProviderClaim.TryParse(text) ?? throw Wrong($"--oidc-allow \"{KernelText.Display(text)}\" is not NAME=VALUE: write it like groups=sre");

    private static string Secret(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            var bytes = new byte[MaxSecretBytes];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return Encoding.UTF8.GetString(bytes, 0, length).Split('\n')[0].Trim() is { Length: > 0 } secret
                ? secret
                : throw Wrong($"The file {path} of --oidc-client-secret-file is empty: put the secret into its first line");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The file {path} of --oidc-client-secret-file cannot be read: {problem.Message.Split('\n')[0].TrimEnd('.')}");
        }
    }

    private static CommandException Wrong(string sentence) => new(sentence, ExitStatuses.WrongUsage);
}
