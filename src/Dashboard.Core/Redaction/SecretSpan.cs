namespace Dashboard.Core.Redaction;

/// <summary>A secret found in a text.</summary>
internal readonly record struct SecretSpan(int Start, int Length, string Rule)
{
    public int End => Start + Length;
}
