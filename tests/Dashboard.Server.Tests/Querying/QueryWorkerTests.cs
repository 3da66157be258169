using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Server.Querying;
using Dashboard.Tests.Shared;

namespace Dashboard.Server.Tests.Querying;

public sealed class QueryWorkerTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));
    private readonly QueryWorker _worker;

    /// <summary>The running query continues until this is set.</summary>
    private readonly ManualResetEventSlim _gate = new();

    public QueryWorkerTests() => _worker = new QueryWorker(_store, TimeProvider.System);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _gate.Set();
        _worker.Dispose();
    }

    [Fact]
    public async Task Run_FifthThatWaits_IsRefused()
    {
        var first = await BlockAsync();
        var waiting = Enumerable.Range(0, QueryWorker.MaxWaiting).Select(i => _worker.RunAsync(_ => i, Test)).ToList();

        await Assert.ThrowsAsync<QueryQueueFullException>(() => _worker.RunAsync(_ => 0, Test).WaitAsync(Deadline, Test));

        _gate.Set();
        var answers = await Task.WhenAll(waiting);
        Assert.Equal([0, 1, 2, 3], answers);
        await first;
    }

    [Fact]
    public async Task Run_ClientOfAWaitingOneLeaves_ItsPlaceIsFreeAndItIsNotAsked()
    {
        var first = await BlockAsync();
        using var left = new CancellationTokenSource();
        var wasAsked = false;
        var gone = _worker.RunAsync(_ => wasAsked = true, left.Token);

        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone.WaitAsync(Deadline, Test));
        Assert.Equal(0, _worker.Waiting);
        _gate.Set();
        await first;
        Assert.False(wasAsked);
    }

    [Fact]
    public async Task Run_ClientLeaves_EndsTheQuestion()
    {
        using var left = new CancellationTokenSource();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var endless = _worker.RunAsync(
            run =>
            {
                run.Scan(_ =>
                {
                    began.TrySetResult();
                    return true;
                });
                return 0;
            },
            left.Token);
        await began.Task;

        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless.WaitAsync(Deadline, Test));
        Assert.Equal(1, await _worker.RunAsync(_ => 1, Test));
    }

    [Fact]
    public async Task Piece_WhileAQuestionIsAnswered_IsDoneBetweenTwoSlices()
    {
        Task<int>? piece = null;
        var slices = 0;

        var answered = await _worker.RunAsync(
            run =>
            {
                run.Scan(_ =>
                {
                    piece ??= _worker.PieceAsync(_ => slices, Test);
                    return ++slices < 3;
                });
                return slices;
            },
            Test);

        Assert.Equal((3, 1), (answered, await piece!));
    }

    [Fact]
    public async Task Run_QuestionFails_TheNextIsAnswered()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => _worker.RunAsync<int>(_ => throw new InvalidDataException(), Test));

        Assert.Equal(1, await _worker.RunAsync(_ => 1, Test));
    }

    /// <summary>Returns once the worker runs the query; the returned task ends with the gate.</summary>
    private async Task<Task<int>> BlockAsync()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var question = _worker.RunAsync(
            _ =>
            {
                began.SetResult();
                _gate.Wait(Test);
                return 0;
            },
            Test);
        await began.Task;
        return question;
    }
}
