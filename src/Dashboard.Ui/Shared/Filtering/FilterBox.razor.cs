using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Editing;
using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Ui.Shared.Filtering;

/// <summary>The filter input: validates the text and completes it with observed values.</summary>
public sealed partial class FilterBox : IDisposable
{
    /// <summary>Debounce time: longer than the pause between two keystrokes.</summary>
    public static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(350);

    private ITimer? _rest;
    private FilterSuggestions? _suggestions;
    private IReadOnlyList<FilterCandidate> _candidates = [];
    private int _active = -1;

    [Inject]
    private FilterState State { get; set; } = default!;

    [Inject]
    private Capture Capture { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private Browser Browser { get; set; } = default!;

    private string StateName => State.Error is not null ? "invalid" : State.Warning is not null ? "suspicious" : State.IsActive ? "valid" : "";

    /// <summary>Message for an invalid text: the last valid filter stays applied.</summary>
    private string Kept => State.IsActive ? $"Still applied: {DisplayText.Text(State.Applied.Text, 80)}" : "Nothing is filtered yet.";

    private string StateGlyph => StateName switch
    {
        "invalid" => Glyphs.Failed,
        "suspicious" => Glyphs.Suspicious,
        _ => Glyphs.Passed,
    };

    private static string Ended(string sentence) => sentence[^1] is '?' or '.' ? sentence : sentence + ".";

    public void Dispose()
    {
        State.Changed -= OnChanged;
        _rest?.Dispose();
    }

    protected override void OnInitialized()
    {
        State.Changed += OnChanged;
        _rest = Time.CreateTimer(_ => _ = InvokeAsync(State.Settle), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void OnChanged() => _ = InvokeAsync(StateHasChanged);

    private void OnTyped(string? text)
    {
        var caret = TypedText.CaretAfter(State.Text, text ?? "");
        State.Type(text ?? "");
        _rest!.Change(Debounce, Timeout.InfiniteTimeSpan);
        Suggest(caret);
    }

    private void OnFocus()
    {
        if (State.Text.Length == 0)
        {
            Suggest(0);
        }
    }

    private void Suggest(int caret)
    {
        _active = -1;
        _suggestions = FilterSuggestions.At(State.Text, caret);
        _candidates = _suggestions.Candidates(field => Capture.Store.Read(view => SeenValues.Of(view, field)));

        // Hide a list whose only suggestion is the typed text.
        if (_candidates is [var only] && only.Label == _suggestions.Prefix)
        {
            Close();
        }
    }

    private void Close()
    {
        _candidates = [];
        _active = -1;
    }

    private void OnKey(KeyboardEventArgs e)
    {
        switch (e.Key)
        {
            case "ArrowDown" when _candidates.Count == 0:
                Suggest(State.Text.Length);
                break;
            case "ArrowDown":
                _active = (_active + 1) % _candidates.Count;
                break;
            case "ArrowUp" when _candidates.Count > 0:
                _active = (_active <= 0 ? _candidates.Count : _active) - 1;
                break;
            case "Enter" or "Tab" when _active >= 0:
                Choose(_candidates[_active]);
                break;
            case "Enter":
                State.Settle();
                Close();
                break;
            case "Escape":
                Close();
                break;
        }
    }

    private void Choose(FilterCandidate candidate)
    {
        var (text, caret) = _suggestions!.Apply(State.Text, candidate);
        if (_suggestions.Target == FilterSuggestionTarget.Field)
        {
            State.Type(text);
        }
        else
        {
            State.Set(text);
        }

        // After a field name suggest its values; after a value suggest nothing.
        Close();
        if (_suggestions.Target == FilterSuggestionTarget.Field)
        {
            Suggest(caret);
        }
    }

    private async Task Replace(int position, int length, string cure)
    {
        position = Math.Min(position, State.Text.Length);
        State.Set(string.Concat(State.Text.AsSpan(0, position), cure, State.Text.AsSpan(Math.Min(State.Text.Length, position + length))));
        await Browser.FocusAsync("filter-input");
    }

    /// <summary>"at 14, "ENONET": ", the position counted from one.</summary>
    private string Pointed(int position, int length)
    {
        var end = Math.Min(State.Text.Length, position + length);
        return length == 0 || position >= end
            ? $"at character {position + 1}: "
            : $"at character {position + 1}, “{DisplayText.Text(State.Text[position..end], 40)}”: ";
    }
}
