namespace Dashboard.Server.Security;

/// <summary>What a login and a logout do.</summary>
internal sealed class Entrance(TokenKeeper token, TokenAttempts attempts, Sessions sessions, SessionCookie cookie)
{
    public TokenVerdict Try(string candidate) => attempts.Try(token.Current, candidate);

    /// <summary>Begins a session. One that the browser had before is replaced: it keeps one cookie.</summary>
    public void Admit(HttpContext context)
    {
        if (Caller.Of(context)?.Session is { } before)
        {
            sessions.End(before);
        }

        cookie.Write(context, sessions.Begin());
    }

    public void Dismiss(HttpContext context)
    {
        if (Caller.Of(context)?.Session is { } session)
        {
            sessions.End(session);
        }

        cookie.Delete(context);
    }
}
