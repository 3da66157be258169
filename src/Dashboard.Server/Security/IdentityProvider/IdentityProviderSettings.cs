using System.Security.Claims;

namespace Dashboard.Server.Security.IdentityProvider;

/// <summary>Where people sign in with OpenID Connect, beside the token.</summary>
internal sealed record IdentityProviderSettings
{
    /// <summary>The issuer, "https://login.example.org/realms/ops"; its description is at /.well-known/openid-configuration below it.</summary>
    public required Uri Authority { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Null for a public client; PKCE is used in any case.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>Any one of these admits; empty admits each person whom the provider signs in for this client.</summary>
    public IReadOnlyList<ProviderClaim> Allowed { get; init; } = [];

    /// <summary>The name of the provider on the login page.</summary>
    public string Host => Authority.Authority;

    public bool Admits(ClaimsPrincipal person)
        => Allowed.Count == 0 || Allowed.Any(claim => person.HasClaim(c => c.Type == claim.Type && c.Value == claim.Value));
}
