namespace Dashboard.Core.Processes;

/// <summary>Facts of a process that were not observed but inferred, after a loss of events.</summary>
[Flags]
public enum InferredFields : byte
{
    None = 0,

    /// <summary>Its fork was not seen.</summary>
    Born = 1,

    /// <summary>Execs were not seen.</summary>
    Images = 2,

    /// <summary>It is gone, and its exit was not seen.</summary>
    Exit = 4,

    /// <summary>Its exit was seen later than it happened.</summary>
    ExitTime = 8,

    /// <summary>Its release was not seen.</summary>
    Reaped = 16,
}

/// <summary>Their names in JSON and in sentences.</summary>
public static class InferredFieldNames
{
    private static readonly (InferredFields Field, string Name)[] Names =
    [
        (InferredFields.Born, "born"), (InferredFields.Images, "images"), (InferredFields.Exit, "exit"),
        (InferredFields.ExitTime, "exit.time"), (InferredFields.Reaped, "reaped"),
    ];

    public static IReadOnlyList<string> ToNames(this InferredFields fields)
        => fields == InferredFields.None ? [] : [.. Names.Where(n => fields.HasFlag(n.Field)).Select(n => n.Name)];
}
