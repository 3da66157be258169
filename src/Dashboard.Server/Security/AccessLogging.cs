namespace Dashboard.Server.Security;

/// <summary>Logs each response when it starts, because a page's connection stays open for hours.</summary>
internal sealed class AccessLogging(RequestDelegate next, AccessLog log)
{
    /// <summary>Status that other servers log for a client that disconnected before the response.</summary>
    private const int HungUp = 499;

    public async Task InvokeAsync(HttpContext context)
    {
        var written = false;
        context.Response.OnStarting(() =>
        {
            Write(context.Response.StatusCode);
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
        }
        finally
        {
            if (context.RequestAborted.IsCancellationRequested)
            {
                Write(HungUp);
            }
        }

        void Write(int status)
        {
            if (!written)
            {
                written = true;
                log.Write(context, status);
            }
        }
    }
}
