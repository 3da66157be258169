using System.Text.RegularExpressions;

namespace Dashboard.Core.Redaction;

/// <summary>A form of a secret.</summary>
/// <param name="Triggers">One of these, in lower case, is in each text that matches.</param>
/// <param name="Expression">Over bytes as Latin-1 characters.</param>
/// <param name="NeedsDigit">Without a digit it is a name.</param>
internal sealed record SecretShape(string Rule, IReadOnlyList<string> Triggers, string Expression, bool NeedsDigit = false)
{
    private Regex? _pattern;

    /// <summary>Made when the first text may match: most programs never see one.</summary>
    public Regex Pattern => _pattern ??= new Regex(Expression, SecretShapes.Options);

    public bool MayBeIn(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < Triggers.Count; i++)
        {
            if (text.Contains(Triggers[i], StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
