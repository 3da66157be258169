namespace Dashboard.Server.Hosting;

/// <summary>
/// Whether `dotnet watch` has started the program (`make dev`). It refreshes pages and style sheets by a script of its own, which it
/// adds by a hosting startup, and by a socket to another port.
/// </summary>
internal static class DevelopmentMode
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("DOTNET_WATCH") == "1";
}
