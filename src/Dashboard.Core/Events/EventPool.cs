namespace Dashboard.Core.Events;

/// <summary>
/// Pooled event objects. A producer of events takes one and fills it; the store returns it when the history evicts it. Memory
/// is then bounded by the events held, and the garbage collector has nothing to do.
/// </summary>
/// <remarks>
/// Not thread-safe: a feed makes events between two batches and the store returns them while it applies one, on the same
/// thread. Readers get copies (<see cref="History.HeldEvent.Copy"/>).
/// </remarks>
public sealed class EventPool
{
    // The rare kinds (snapshot, census, lost) are not worth pooling.
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

    /// <summary>Returns an event to the pool. Call it only when no reference to the event remains.</summary>
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

    /// <summary>Drops all spare objects.</summary>
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

    /// <summary>Returns an argument buffer to the pool.</summary>
    internal void Return(byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            _buffers.Put(buffer);
        }
    }

    /// <summary>Upper bound of spare memory; what exceeds it is left to the garbage collector.</summary>
    internal long MaxBytes { get; set; } = long.MaxValue;

    /// <summary>Memory of the spare objects.</summary>
    internal long Bytes => _buffers.Bytes
        + (320L * (_forks.Count + _execEnters.Count + _execExits.Count + _renames.Count + _credentials.Count + _chdirs.Count + _threads.Count + _forkFails.Count))
        + (464L * (_exits.Count + _reaps.Count));

    /// <summary>Spare events of one kind. Bounded; the bound matters only after a very large batch, or when memory is short.</summary>
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
