using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Dashboard.Server.Hosting.Logging;

/// <summary>Writes a log entry, with its stack trace, on one line; at most ten lines per cause and minute.</summary>
internal sealed class BoundedLines(LogBudget budget) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "bounded-lines";

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (!budget.Take($"{entry.Category}[{entry.EventId.Id}]{entry.Exception?.GetType()}", out var leftOut))
        {
            return;
        }

        var message = entry.Formatter(entry.State, entry.Exception);
        var left = leftOut > 0 ? $" (and {leftOut} more like it in the minute before)" : "";
        textWriter.WriteLine($"{Word(entry.LogLevel)}: {entry.Category}[{entry.EventId.Id}] {OneLine($"{message}{left} {entry.Exception}")}");
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").TrimEnd();

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Critical => "crit",
        LogLevel.Error => "fail",
        LogLevel.Warning => "warn",
        _ => "info",
    };
}
