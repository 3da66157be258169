namespace Dashboard.Server.Security;

/// <summary>Has each answer written down when it begins: a page's connection goes on for hours.</summary>
internal sealed class AccessLogging(RequestDelegate next, AccessLog log)
{
    /// <summary>As other servers write it when the client hung up before there was an answer.</summary>
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
