using Dashboard.Core.Filtering.Editing;
using Dashboard.Core.Filtering.Language;
using Dashboard.Ui.Shared.Url;

namespace Dashboard.Ui.Shared.Filtering;

/// <summary>
/// The filter box of all pages: what stands in it, and the last text that was a filter, which is the one that applies.
/// The text is kept in the address. One per viewer.
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

    /// <summary>Text or filter have changed.</summary>
    public event Action? Changed;

    public string Text { get; private set; } = "";

    /// <summary>The filter that pages apply: the last good one.</summary>
    public Filter Applied { get; private set; } = Filter.Everything;

    /// <summary>Why the text is no filter; null when it is one.</summary>
    public FilterError? Error { get; private set; }

    /// <summary>What is valid but probably not meant.</summary>
    public FilterWarning? Warning => Error is null && Applied.Warnings.Count > 0 ? Applied.Warnings[0] : null;

    public bool IsActive => !Applied.IsEverything;

    /// <summary>
    /// A letter was typed. Nothing is judged or applied until <see cref="Settle"/>: on the way to comm:cc1 stand "c",
    /// which matches half the machine, and "comm:", which is an error.
    /// </summary>
    public void Type(string text) => Text = text;

    /// <summary>The typing has come to rest.</summary>
    public void Settle()
    {
        if (Text == _settled)
        {
            return;
        }

        Take(Text);

        // Also a wrong text goes into the address: a reload must not throw away what somebody was typing.
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
    /// Asks something of the filter that applies. Proves it too expensive, the box says so, nothing is filtered any more,
    /// and the question is asked again: a page never hangs on a filter.
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

    /// <summary>The filter that applies has proved too expensive.</summary>
    public void Refuse(FilterTooExpensiveException expensive)
    {
        Error = expensive.ErrorOf(Applied);
        Applied = Filter.Everything;
        _ = TellLaterAsync();
    }

    /// <summary>Asks for one thing more: what a click on a value does.</summary>
    public void Include(FilterField field, string value)
    {
        Settle();
        var term = FilterTerm.Equal(field, value);
        if (!Text.Split(' ').Contains(term))
        {
            Set(FilterTerm.Include(Applied.Text, term));
        }
    }

    public void Exclude(FilterField field, string value) => Set(FilterTerm.Exclude(Applied.Text, FilterTerm.Equal(field, value)));

    /// <summary>Asks for this value of the field and for no other.</summary>
    public void Choose(FilterField field, string value) => Set(FilterChoices.Only(Settled(), field, value));

    /// <summary>Asks for this value besides those it asks for already: any of them will do.</summary>
    public void ChooseAlso(FilterField field, string value) => Set(FilterChoices.With(Settled(), field, value));

    /// <summary>No longer asks for this value.</summary>
    public void Unchoose(FilterField field, string value) => Set(FilterChoices.Without(Settled(), field, value));

    public void Dispose() => _url.Changed -= OnUrlChanged;

    /// <summary>Not now: a page is in the middle of pulling what it shows.</summary>
    private async Task TellLaterAsync()
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
