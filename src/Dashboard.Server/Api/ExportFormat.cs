namespace Dashboard.Server.Api;

/// <summary>How events are written into a file.</summary>
internal enum ExportFormat
{
    /// <summary>All fields; <c>dashboard open</c> reads it.</summary>
    Ndjson,

    /// <summary>Columns for a spreadsheet.</summary>
    Csv,
}
