namespace Dashboard.Server.Api;

/// <summary>How events are written into a file.</summary>
internal enum ExportFormat
{
    /// <summary>All there is; <c>dashboard open</c> reads it back.</summary>
    Ndjson,

    /// <summary>Columns for a spreadsheet.</summary>
    Csv,
}
