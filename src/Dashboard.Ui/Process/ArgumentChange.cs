namespace Dashboard.Ui.Process;

/// <summary>An argument compared with those of the previous image.</summary>
/// <param name="Change">' ' unchanged, '+' added, '-' removed.</param>
public readonly record struct ArgumentChange(string Text, char Change);
