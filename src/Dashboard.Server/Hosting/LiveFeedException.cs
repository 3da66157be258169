using Dashboard.Core.Feeds;

namespace Dashboard.Server.Hosting;

/// <summary>This machine cannot be traced. The message is one sentence: what is missing, the consequence, and the fix.</summary>
internal sealed class LiveFeedException(string sentence, CaptureNotice notice, Exception inner) : Exception(sentence, inner)
{
    /// <summary>The same in two parts, for a page.</summary>
    public CaptureNotice Notice { get; } = notice;
}
