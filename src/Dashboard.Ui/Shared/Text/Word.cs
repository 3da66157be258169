namespace Dashboard.Ui.Shared.Text;

/// <summary>A term of <see cref="Glossary"/>.</summary>
/// <param name="Meaning">One or two plain sentences.</param>
public sealed record Word(string Name, string Meaning);
