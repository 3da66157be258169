using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Editing;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Ui.Shared.Filtering;

/// <summary>The filter input: validates the text and completes it with observed values.</summary>
public sealed partial class FilterBox : IDisposable
{
    /// <summary>Debounce time: longer than the pause between two keystrokes.</summary>
    public static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(350);

    /// <summary>js/keys.js sends it for a Tab that stays in the box. A Tab that leaves must take nothing.</summary>
    public const string CompleteCommand = "complete";

    private IDisposable? _keys;
    private ITimer? _rest;
    private SeenLease? _seen;
    private FilterSuggestions? _suggestions;
    private IReadOnlyList<FilterCandidate> _candidates = [];
    private IReadOnlyList<FilterStart> _starts = [];
    private int _active = -1;

    /// <summary>"Mine" was chosen, and no user is known: the next filter for a user is remembered.</summary>
    private bool _choosesMine;

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
    private KeyCommands Keys { get; set; } = default!;

    [Inject]
    private FilterHistory History { get; set; } = default!;

    [Inject]
    private UrlState Url { get; set; } = default!;

    [Inject]
    private ViewSettings Settings { get; set; } = default!;

    /// <summary>The text asks who had a PID at a time, which no filter does: it is applied only when that is wanted.</summary>
    private PidQuestion? Question
        => PidQuestion.Read(State.Text, new RangeWords(Settings.Times, Capture.Store.Clock, Capture.NowBootNs)) is { Problem: null, At: not null } question ? question : null;

    private int OptionCount => Math.Max(_candidates.Count, _starts.Count);

    private string StateName => State.Error is not null ? "invalid" : State.Warning is not null ? "suspicious" : State.IsActive ? "valid" : "";

    private string StateGlyph => StateName switch
    {
        "invalid" => Glyphs.Failed,
        "suspicious" => Glyphs.Suspicious,
        _ => Glyphs.Passed,
    };

    public void Dispose()
    {
        State.Changed -= OnChanged;
        _keys?.Dispose();
        _rest?.Dispose();
    }

    protected override void OnInitialized()
    {
        State.Changed += OnChanged;
        _seen = new SeenLease(Capture.Store, Time);
        _keys = Keys.Subscribe(OnCommandAsync);
        _rest = Time.CreateTimer(_ => _ = InvokeAsync(Settle), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void OnChanged() => _ = InvokeAsync(StateHasChanged);

    /// <summary>Typing has paused.</summary>
    private void Settle()
    {
        if (Question is null)
        {
            State.Settle();
        }
        else
        {
            StateHasChanged();
        }
    }

    private void LookUp(PidQuestion question)
    {
        Close();
        if (!State.IsSettled)
        {
            State.Revert();
        }

        Url.GoTo("/pids", ("pid", $"{question.Pid}"), ("at", UrlRange.Address(question.At)));
    }

    /// <summary>The button is gone afterwards, and the focus would be lost.</summary>
    private async Task ClearAsync()
    {
        State.Clear();
        await Browser.FocusAsync("filter-input");
    }

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
                _starts = FilterStart.Of(History.Filters, Capture.StartedBy);
            }
        }
    }

    private Task OnBlurAsync()
    {
        Close();
        _seen!.Forget();
        return RememberAsync();
    }

    /// <summary>Adds the applied filter to the recent ones: when it was confirmed, not on each pause in typing.</summary>
    private async Task RememberAsync()
    {
        if (!State.IsActive || State.Error is not null || State.Text != State.Applied.Text)
        {
            return;
        }

        await History.UsedAsync(State.Text);
        if (_choosesMine && FilterStart.UserOf(State.Text) is { } user)
        {
            await History.SetMineAsync(user);
        }

        _choosesMine = false;
    }

    /// <summary>Offers whole filters and the syntax.</summary>
    private void Start()
    {
        Close();
        _starts = FilterStart.Of(History.Filters, Capture.StartedBy);
    }

    private void Suggest(int caret)
    {
        _active = -1;
        _starts = [];
        _suggestions = FilterSuggestions.At(State.Text, caret);
        _candidates = _suggestions.Candidates(_seen!.Of);

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
            case "Enter" when _active >= 0:
                await CompleteAsync();
                break;
            case "Enter" when Question is { } question && !State.IsSettled:
                LookUp(question);
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

    private async Task<bool> OnCommandAsync(string command)
    {
        if (command != CompleteCommand)
        {
            return false;
        }

        await InvokeAsync(async () =>
        {
            await CompleteAsync();
            StateHasChanged();
        });
        return true;
    }

    /// <summary>Takes the active suggestion. Of values and fields, but not of whole filters, the first one is taken when none is active.</summary>
    private Task CompleteAsync()
        => _active >= 0 && _active < _starts.Count ? ChooseAsync(_starts[_active])
            : _candidates.Count > 0 ? ChooseAsync(_candidates[Math.Clamp(_active, 0, _candidates.Count - 1)])
            : Task.CompletedTask;

    private async Task ChooseAsync(FilterStart start)
    {
        if (start.Text == FilterStart.ChooseUser)
        {
            _choosesMine = true;
            State.Type(start.Text);
            Close();
            Suggest(start.Text.Length);
            return;
        }

        State.Set(start.Text);
        Close();
        await RememberAsync();
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
}
