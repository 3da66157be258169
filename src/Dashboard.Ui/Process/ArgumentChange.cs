namespace Dashboard.Ui.Process;

/// <summary>An argument beside those of the image before.</summary>
/// <param name="Change">' ' it was there too, '+' it is new, '-' it is gone.</param>
public readonly record struct ArgumentChange(string Text, char Change);
