namespace Dashboard.Core.Redaction;

/// <summary>What the name of a program says of its arguments.</summary>
[Flags]
internal enum CommandKind
{
    None = 0,

    /// <summary>Has a <see cref="ProgramOption"/>.</summary>
    HasOptions = 1,

    /// <summary>Its arguments are, or contain, another command: sh -c, sudo, ssh.</summary>
    Runs = 2,
}
