namespace Dashboard.Server.Security;

/// <summary>Performs login and logout.</summary>
internal sealed class Entrance(TokenKeeper token, TokenAttempts attempts, Sessions sessions, SessionCookie cookie)
{
    public TokenVerdict Try(string candidate) => attempts.Try(token.Current, candidate);

    /// <summary>Starts a session. It replaces an earlier one of the same browser, which keeps only one cookie.</summary>
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
