using Xunit;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>Tests that read the clipboard, which all pages of the browser share: one class after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SharedClipboard
{
    public const string Name = "clipboard";
}
