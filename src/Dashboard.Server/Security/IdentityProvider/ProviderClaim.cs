namespace Dashboard.Server.Security.IdentityProvider;

/// <summary>A claim of an ID token, "groups=sre". A claim that is a list has each of its values.</summary>
internal sealed record ProviderClaim(string Type, string Value)
{
    /// <summary>Null when it is not NAME=VALUE.</summary>
    public static ProviderClaim? TryParse(string text)
        => text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && equals + 1 < text.Length
            ? new ProviderClaim(text[..equals].Trim(), text[(equals + 1)..].Trim())
            : null;
}
