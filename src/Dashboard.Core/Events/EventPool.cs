namespace Dashboard.Core.Events;

/// <summary>
/// Event objects that are used again. Whoever makes events takes one from here and fills it; the store gives it back
/// when the history has no more room for it. So a stream of any length costs the memory of the events that are held,
/// and the collector has nothing to do.
/// </summary>
/// <remarks>
/// For the one writer only: a feed makes events between two batches and the store gives them back while it applies one,
/// so there is no lock. Readers never see it; what they may keep are copies (<see cref="History.HeldEvent.Copy"/>).
/// </remarks>
public sealed class EventPool
{
    // The rare kinds (snapshot, census, lost) are not worth keeping.
    private readonly Shelf<ForkEvent> _forks = new(static () => new ForkEvent());
    private readonly Shelf<ForkFailEvent> _forkFails = new(static () => new ForkFailEvent { Syscall = "" });
    private readonly Shelf<ExecEnterEvent> _execEnters = new(static () => new ExecEnterEvent { Syscall = "" });
    private readonly Shelf<ExecExitEvent> _execExits = new(static () => new ExecExitEvent());
    private readonly Shelf<ExitEvent> _exits = new(static () => new ExitEvent());
    private readonly Shelf<ReapEvent> _reaps = new(static () => new ReapEvent());
    private readonly Shelf<RenameEvent> _renames = new(static () => new RenameEvent { From = "", To = "" });
    private readonly Shelf<CredentialsEvent> _credentials = new(static () => new CredentialsEvent());
    private readonly Shelf<ChdirEvent> _chdirs = new(static () => new ChdirEvent());
    private readonly Shelf<ThreadsEvent> _threads = new(static () => new ThreadsEvent());
    private readonly ArgumentBuffers _buffers = new();

    internal ForkEvent Fork() => _forks.Take();

    internal ForkFailEvent ForkFail() => _forkFails.Take();

    internal ExecEnterEvent ExecEnter() => _execEnters.Take();

    internal ExecExitEvent ExecExit() => _execExits.Take();

    internal byte[] ArgumentBuffer(int bytes) => _buffers.Take(bytes);

    internal ExitEvent Exit() => _exits.Take();

    internal ReapEvent Reap() => _reaps.Take();

    internal RenameEvent Rename() => _renames.Take();

    internal CredentialsEvent Credentials() => _credentials.Take();

    internal ChdirEvent Chdir() => _chdirs.Take();

    internal ThreadsEvent Threads() => _threads.Take();

    /// <summary>Takes an event back. For whoever consumes the feed's events, when nobody refers to it any more.</summary>
    public void Return(LifecycleEvent e)
    {
        if (Bytes >= MaxBytes)
        {
            return;
        }

        switch (e)
        {
            case ForkEvent fork:
                _forks.Put(fork);
                break;
            case ExecEnterEvent enter:
                enter.ForgetTexts();
                _execEnters.Put(enter);
                break;
            case ExecExitEvent exec:
                Return(exec.TakeBuffer());
                exec.ForgetTexts();
                _execExits.Put(exec);
                break;
            case ExitEvent exit:
                _exits.Put(exit);
                break;
            case ReapEvent reap:
                _reaps.Put(reap);
                break;
            case CredentialsEvent change:
                change.Fill(default);
                _credentials.Put(change);
                break;
            case ChdirEvent chdir:
                chdir.ForgetTexts();
                _chdirs.Put(chdir);
                break;
            case ThreadsEvent threads:
                _threads.Put(threads);
                break;
            case RenameEvent rename:
                _renames.Put(rename);
                break;
            case ForkFailEvent fail:
                _forkFails.Put(fail);
                break;
        }
    }

    /// <summary>Forgets what waits to be used again.</summary>
    internal void Clear()
    {
        _forks.Clear();
        _forkFails.Clear();
        _execEnters.Clear();
        _execExits.Clear();
        _exits.Clear();
        _reaps.Clear();
        _renames.Clear();
        _credentials.Clear();
        _chdirs.Clear();
        _threads.Clear();
        _buffers.Clear();
    }

    /// <summary>Takes a buffer of arguments back.</summary>
    internal void Return(byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            _buffers.Put(buffer);
        }
    }

    /// <summary>Bound of it; what comes back beyond goes to the collector.</summary>
    internal long MaxBytes { get; set; } = long.MaxValue;

    /// <summary>Memory that waits to be used again.</summary>
    internal long Bytes => _buffers.Bytes
        + (320L * (_forks.Count + _execEnters.Count + _execExits.Count + _renames.Count + _credentials.Count + _chdirs.Count + _threads.Count + _forkFails.Count))
        + (464L * (_exits.Count + _reaps.Count));

    /// <summary>Spare events of one kind. Bounded; more than this come back only after a very large batch, or when memory is short.</summary>
    private sealed class Shelf<T>(Func<T> make)
        where T : LifecycleEvent
    {
        private const int MaxSpare = 8192;

        private readonly Stack<T> _spare = new();

        public int Count => _spare.Count;

        public void Clear() => _spare.Clear();

        public T Take() => _spare.TryPop(out var e) ? e : make();

        public void Put(T e)
        {
            if (_spare.Count < MaxSpare)
            {
                _spare.Push(e);
            }
        }
    }
}
