using Dashboard.Core.Filtering.Editing;
using Dashboard.Core.Filtering.Language;
using Dashboard.Ui.Shared.Url;

namespace Dashboard.Ui.Shared.Filtering;

/// <summary>
/// The filter text shared by all pages, and the applied filter: the last valid text. The text is kept in the URL. One
/// per viewer.
/// </summary>
public sealed class FilterState : IDisposable
{
    private readonly UrlState _url;
    private string _settled = "";

    public FilterState(UrlState url)
    {
        _url = url;
        _url.Changed += OnUrlChanged;
        Take(url.Get(UrlState.Query) ?? "");
    }

    /// <summary>Raised when text or filter changed.</summary>
    public event Action? Changed;

    public string Text { get; private set; } = "";

    /// <summary>The applied filter: the last valid one.</summary>
    public Filter Applied { get; private set; } = Filter.Everything;

    /// <summary>Why the text is invalid; null when it is valid.</summary>
    public FilterError? Error { get; private set; }

    /// <summary>A warning about text that is valid but probably unintended.</summary>
    public FilterWarning? Warning => Error is null && Applied.Warnings.Count > 0 ? Applied.Warnings[0] : null;

    public bool IsActive => !Applied.IsEverything;

    /// <summary>
    /// Stores typed text. Parsing waits for <see cref="Settle"/>: typing comm:cc1 passes "c", which matches half the
    /// machine, and "comm:", which is an error.
    /// </summary>
    public void Type(string text) => Text = text;

    /// <summary>The text was parsed: applied, or found to be invalid.</summary>
    public bool IsSettled => Text == _settled;

    /// <summary>Drops text that was typed and is not to be a filter.</summary>
    public void Revert() => Text = _settled;

    /// <summary>Parses and applies the text after typing has paused.</summary>
    public void Settle()
    {
        if (Text == _settled)
        {
            return;
        }

        Take(Text);

        // Keep invalid text in the URL too, so that a reload does not lose it.
        _url.Set((UrlState.Query, Text));
        Changed?.Invoke();
    }

    public void Set(string text)
    {
        Type(text);
        Settle();
    }

    public void Clear() => Set("");

    /// <summary>
    /// Runs a query with the applied filter. If the filter proves too expensive, it is removed, the error is shown and the
    /// query runs again, so that a filter never blocks a page.
    /// </summary>
    public T Ask<T>(Func<T> question)
    {
        try
        {
            return question();
        }
        catch (FilterTooExpensiveException expensive) when (IsActive)
        {
            Refuse(expensive);
            return question();
        }
    }

    /// <summary>Removes the applied filter because it proved too expensive.</summary>
    public void Refuse(FilterTooExpensiveException expensive)
    {
        Error = expensive.ErrorOf(Applied);
        Applied = Filter.Everything;
        _ = RaiseChangedLaterAsync();
    }

    /// <summary>Adds a term to the filter.</summary>
    public void Include(FilterField field, string value)
    {
        Settle();
        Set(FilterTermBuilder.Include(Applied.Text, FilterTermBuilder.Equal(field, value)));
    }

    public void Exclude(FilterField field, string value) => Set(FilterTermBuilder.Exclude(Applied.Text, FilterTermBuilder.Equal(field, value)));

    /// <summary>Sets this value as the field's only one.</summary>
    public void Choose(FilterField field, string value) => Set(FilterChoices.Only(Settled(), field, value));

    /// <summary>Adds this value as an alternative to the field's other values.</summary>
    public void ChooseAlso(FilterField field, string value) => Set(FilterChoices.With(Settled(), field, value));

    /// <summary>Removes this value.</summary>
    public void Unchoose(FilterField field, string value) => Set(FilterChoices.Without(Settled(), field, value));

    public void Dispose() => _url.Changed -= OnUrlChanged;

    /// <summary>Deferred, because the current page is still pulling its rows.</summary>
    private async Task RaiseChangedLaterAsync()
    {
        await Task.Yield();
        Changed?.Invoke();
    }

    private Filter Settled()
    {
        Settle();
        return Applied;
    }

    private void Take(string text)
    {
        Text = _settled = text;
        if (Filter.TryParse(text, out var filter, out var error))
        {
            Applied = filter;
        }

        Error = error;
    }

    private void OnUrlChanged()
    {
        var text = _url.Get(UrlState.Query) ?? "";
        if (text != _settled)
        {
            Take(text);
            Changed?.Invoke();
        }
    }
}
