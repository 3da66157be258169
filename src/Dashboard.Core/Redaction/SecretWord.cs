namespace Dashboard.Core.Redaction;

/// <summary>What a name says of its value.</summary>
/// <param name="Rule">The rule that the name belongs to.</param>
/// <param name="Test">Which values of it are secrets.</param>
internal readonly record struct SecretWord(string Rule, SecretTest Test);
