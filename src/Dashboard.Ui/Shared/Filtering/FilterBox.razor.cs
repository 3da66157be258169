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
    private IReadOnlyList<FilterStart> _starts = [];
    private int _active = -1;

    /// <summary>Further controls of the bar.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private FilterState State { get; set; } = default!;

    [Inject]
    private Capture Capture { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private Browser Browser { get; set; } = default!;

    [Inject]
    private FilterHistory History { get; set; } = default!;

    private int OptionCount => Math.Max(_candidates.Count, _starts.Count);

    private string StateName => State.Error is not null ? "invalid" : State.Warning is not null ? "suspicious" : State.IsActive ? "valid" : "";

    /// <summary>Message for an invalid text: the last valid filter stays applied.</summary>
    private string Kept => State.IsActive ? $"Still applied: {DisplayText.Text(State.Applied.Text, 80)}" : "Filter not applied.";

    private string StateGlyph => StateName switch
    {
        "invalid" => Glyphs.Failed,
        "suspicious" => Glyphs.Suspicious,
        _ => Glyphs.Passed,
    };

    /// <summary>Message and hint as two sentences.</summary>
    private static string Sentences(string message, string? hint)
        => DisplayText.Text(hint is { Length: > 0 } ? $"{Sentence(message)} {Sentence(hint)}" : Sentence(message), 300);

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}{(text[^1] is '?' or '.' ? "" : ".")}";

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
        if (State.Text.Length == 0)
        {
            Start();
        }
        else
        {
            Suggest(caret);
        }
    }

    private async Task OnFocusAsync()
    {
        if (State.Text.Length == 0)
        {
            Start();
            await History.LoadAsync();

            // Typed or left meanwhile.
            if (_starts.Count > 0)
            {
                _starts = FilterStart.Of(History.Filters);
            }
        }
    }

    private Task OnBlurAsync()
    {
        Close();
        return RememberAsync();
    }

    /// <summary>Adds the applied filter to the recent ones: when it was confirmed, not on each pause in typing.</summary>
    private Task RememberAsync() => State.IsActive && State.Error is null && State.Text == State.Applied.Text ? History.UsedAsync(State.Text) : Task.CompletedTask;

    /// <summary>Offers whole filters and the syntax.</summary>
    private void Start()
    {
        Close();
        _starts = FilterStart.Of(History.Filters);
    }

    private void Suggest(int caret)
    {
        _active = -1;
        _starts = [];
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
        _starts = [];
        _active = -1;
    }

    private async Task OnKeyAsync(KeyboardEventArgs e)
    {
        switch (e.Key)
        {
            case "ArrowDown" when OptionCount == 0:
                Suggest(State.Text.Length);
                break;
            case "ArrowDown":
                _active = (_active + 1) % OptionCount;
                break;
            case "ArrowUp" when OptionCount > 0:
                _active = (_active <= 0 ? OptionCount : _active) - 1;
                break;
            case "Enter" or "Tab" when _active >= 0 && _starts.Count > 0:
                await ChooseAsync(_starts[_active]);
                break;
            case "Enter" or "Tab" when _active >= 0:
                await ChooseAsync(_candidates[_active]);
                break;
            case "Enter":
                State.Settle();
                Close();
                await RememberAsync();
                break;
            case "Escape":
                Close();
                break;
        }
    }

    private Task ChooseAsync(FilterStart start)
    {
        State.Set(start.Text);
        Close();
        return RememberAsync();
    }

    private async Task ChooseAsync(FilterCandidate candidate)
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
        else
        {
            await RememberAsync();
        }
    }

    private async Task Replace(int position, int length, string cure)
    {
        position = Math.Min(position, State.Text.Length);
        State.Set(string.Concat(State.Text.AsSpan(0, position), cure, State.Text.AsSpan(Math.Min(State.Text.Length, position + length))));
        await Browser.FocusAsync("filter-input");
    }

    /// <summary>"(character 14: “ENONET”)", counted from one.</summary>
    private string Pointed(int position, int length)
    {
        var end = Math.Min(State.Text.Length, position + length);
        return length == 0 || position >= end
            ? $"(character {position + 1})"
            : $"(character {position + 1}: “{DisplayText.Text(State.Text[position..end], 40)}”)";
    }
}
