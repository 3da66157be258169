using Dashboard.Core.Feeds;

namespace Dashboard.Server.Hosting;

/// <summary>This machine cannot be traced.</summary>
internal sealed class LiveFeedException(CaptureNotice notice, Exception? inner = null) : Exception(notice.Problem, inner)
{
    public CaptureNotice Notice { get; } = notice;
}
