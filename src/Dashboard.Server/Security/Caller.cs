using System.Security.Claims;

namespace Dashboard.Server.Security;

/// <summary>The sender of an authenticated request: the identity of <see cref="HttpContext.User"/>.</summary>
internal sealed class Caller : ClaimsIdentity
{
    /// <param name="session">Null for a program that sends the token itself.</param>
    public Caller(Session? session)
        : base(DashboardAuthenticationHandler.SchemeName)
    {
        Session = session;
        // Pages get a token against forged forms, and that wants an identity with a claim.
        AddClaim(new Claim(ClaimTypes.NameIdentifier, session?.User ?? session?.Name ?? "token"));
    }

    public Session? Session { get; }

    public static Caller? Of(HttpContext context) => context.User.Identity as Caller;

    public ClaimsPrincipal ToPrincipal() => new(this);
}
