namespace Dashboard.Core.Processes.Archive;

/// <summary>The fields of a packed image that differ from the default.</summary>
[Flags]
internal enum PackedImage
{
    None = 0,

    /// <summary>Its number is not its index.</summary>
    Number = 1,

    /// <summary>Its two times differ.</summary>
    Lag = 2,

    Interpreter = 4,

    /// <summary>More arguments existed than were kept, or their number is unknown.</summary>
    ArgCount = 8,

    ArgsTruncated = 16,

    ExecNs = 32,

    ArgsShed = 64,

    ArgsDropped = 128,

    PathShed = 256,

    Exe = 512,

    /// <summary>The same as the previous image's.</summary>
    SameExe = 1024,

    Redacted = 2048,
}
