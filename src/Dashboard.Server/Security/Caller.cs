namespace Dashboard.Server.Security;

/// <summary>The sender of an authenticated request.</summary>
/// <param name="Session">Null for a program that sends the token itself.</param>
internal sealed record Caller(Session? Session)
{
    public static Caller? Of(HttpContext context) => context.Features.Get<Caller>();

    public void Attach(HttpContext context) => context.Features.Set(this);
}
