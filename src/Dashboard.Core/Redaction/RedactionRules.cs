namespace Dashboard.Core.Redaction;

/// <summary>What is a secret: the level, and what a file of rules adds. Immutable; each thread has a <see cref="Redactor"/> of its own.</summary>
public sealed class RedactionRules
{
    /// <summary>Each secret that a key word, an address or a program gives away has one of these in its argument. The key words end a name.</summary>
    private static readonly string[] WordTriggers =
    [
        "pass", "pwd", "secr", "toke", "cred", "auth", "beare", "cook", "jwt", "psk", "key=", "key:", "key ", "key\"", "key'", "key\\", "key>",
        "pw=", "pw:", "pw ", "sig=", "sig:", "sig ", "signatur", "sessi", "://", "----b",
    ];

    private static readonly string[] StrictTriggers = ["pin=", "pin:", "pin ", "otp", "salt", "key", "commu"];

    private static readonly string[] WordRules =
        ["password", "secret", "token", "key", "credentials", "cookie", "signature", "authorization", "url-password"];

    private TriggerScan? _triggers;
    private TriggerScan? _programs;

    public static RedactionRules Default { get; } = new(RedactionLevel.Default);

    public RedactionRules(RedactionLevel level, RuleFile? file = null)
    {
        Level = level;
        File = file ?? new RuleFile();
        Words = new SecretWords(level, File.Words, File.Kept);
        Shapes = File.Shapes;
    }

    public RedactionLevel Level { get; }

    /// <summary>What the file of rules adds; empty without one.</summary>
    public RuleFile File { get; }

    /// <summary>The names of all rules.</summary>
    public IReadOnlyList<string> Names
        => Level == RedactionLevel.Off ? []
            : [.. WordRules.Concat(CommandPrograms.Rules).Concat(SecretShapes.Names).Concat(File.Names).Distinct()];

    internal bool IsStrict => Level == RedactionLevel.Strict;

    internal SecretWords Words { get; }

    internal IReadOnlyList<SecretShape> Shapes { get; }

    /// <summary>An argument without any of these has no secret of its own.</summary>
    internal TriggerScan Triggers => _triggers ??= new TriggerScan(
        [.. WordTriggers, .. IsStrict ? StrictTriggers : [], .. SecretShapes.Triggers, .. File.Triggers]);

    /// <summary>A command without any of these runs no program that has options for secrets.</summary>
    internal TriggerScan Programs => _programs ??= new TriggerScan(CommandPrograms.Triggers, atWordStart: true);
}
