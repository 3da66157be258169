namespace Dashboard.Core.Processes.Archive;

/// <summary>What a packed image tells beyond the usual.</summary>
[Flags]
internal enum PackedImage
{
    None = 0,

    /// <summary>It is not numbered as it stands.</summary>
    Number = 1,

    /// <summary>Its two times differ.</summary>
    Lag = 2,

    Interpreter = 4,

    /// <summary>There were more arguments than were kept, or their number is not known.</summary>
    ArgCount = 8,

    ArgsTruncated = 16,

    ExecNs = 32,

    ArgsShed = 64,

    ArgsDropped = 128,

    PathShed = 256,

    Exe = 512,

    /// <summary>The same as that of the image before.</summary>
    SameExe = 1024,
}
