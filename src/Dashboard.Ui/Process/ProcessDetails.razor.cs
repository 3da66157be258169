using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Ui.Process;

/// <summary>Details of one process, used in the side pane and as a page.</summary>
public sealed partial class ProcessDetails : IDisposable
{
    private const int MaxLifeLinks = 12;

    private ProcessFacts? _facts;
    private (long Changed, int Children, int LiveChildren)? _drawnSeq;
    private ProcessId _drawnId;

    [Parameter, EditorRequired]
    public ProcessId Id { get; set; }

    [Parameter]
    public bool InPane { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Inject]
    private Capture Capture { get; set; } = default!;

    [Inject]
    private LivePulse Pulse { get; set; } = default!;

    [Inject]
    private UrlState Url { get; set; } = default!;

    private string Heading => _facts is { } facts ? $"Process {DisplayText.Name(facts.Comm)}, pid {facts.Pid}" : $"Process {Id}";

    private string StateWord => _facts!.State switch
    {
        ProcessState.Running => "running",
        ProcessState.Zombie => "zombie",
        _ => "exited",
    };

    private string StateKind => _facts!.State == ProcessState.Exited ? ExitText.Kind(_facts.Exit) : StateWord;

    public void Dispose()
    {
        Pulse.Refresh -= RefreshAsync;
        Pulse.ModeChanged -= RefreshAsync;
    }

    protected override void OnInitialized()
    {
        Pulse.Refresh += RefreshAsync;
        Pulse.ModeChanged += RefreshAsync;
    }

    protected override void OnParametersSet()
    {
        if (Id != _drawnId)
        {
            _drawnId = Id;
            Read();
        }
    }

    private Task RefreshAsync() => InvokeAsync(() =>
    {
        // Read again only when this process changed, not for events of others.
        if (Sequence() != _drawnSeq)
        {
            Read();
            StateHasChanged();
        }
    });

    private void Read()
        => (_facts, _drawnSeq) = Capture.Store.Read(view =>
            (ProcessFacts.Find(view, Id, Pulse.NowBootNs), Sequence(view.Processes.Find(Id))));

    private (long Changed, int Children, int LiveChildren)? Sequence() => Capture.Store.Read(view => Sequence(view.Processes.Find(Id)));

    /// <summary>Changes of children are part of the key, because they do not change the record's own sequence number.</summary>
    private static (long Changed, int Children, int LiveChildren)? Sequence(ProcessRecord? record)
        => record is null ? null : (record.ChangedSeq, record.ChildCount, record.LiveChildCount);

    private string LinkTo(ProcessId id)
        => InPane ? UrlQuery.With(Url.Current, (UrlState.Selection, id.ToString())) : Url.Href($"/process/{id}");
}
