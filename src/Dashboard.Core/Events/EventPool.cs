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
    private readonly Shelf<ForkEvent> _forks = new(static () => new ForkEvent(), 320);
    private readonly Shelf<ForkFailEvent> _forkFails = new(static () => new ForkFailEvent { Syscall = "" }, 320);
    private readonly Shelf<ExecEnterEvent> _execEnters = new(static () => new ExecEnterEvent { Syscall = "" }, 320);
    private readonly Shelf<ExecExitEvent> _execExits = new(static () => new ExecExitEvent(), 320);
    private readonly Shelf<ExitEvent> _exits = new(static () => new ExitEvent(), 464);
    private readonly Shelf<ReapEvent> _reaps = new(static () => new ReapEvent(), 464);
    private readonly Shelf<RenameEvent> _renames = new(static () => new RenameEvent { From = "", To = "" }, 320);
    private readonly Shelf<CredentialsEvent> _credentials = new(static () => new CredentialsEvent(), 320);
    private readonly Shelf<ChdirEvent> _chdirs = new(static () => new ChdirEvent(), 320);
    private readonly Shelf<ThreadsEvent> _threads = new(static () => new ThreadsEvent(), 320);
    private readonly ArgumentBuffers _buffers = new();

    /// <summary>Memory of the spare events: counted, because each return compares it.</summary>
    private long _eventBytes;

    internal ForkEvent Fork() => _forks.Take(ref _eventBytes);

    internal ForkFailEvent ForkFail() => _forkFails.Take(ref _eventBytes);

    internal ExecEnterEvent ExecEnter() => _execEnters.Take(ref _eventBytes);

    internal ExecExitEvent ExecExit() => _execExits.Take(ref _eventBytes);

    internal byte[] ArgumentBuffer(int bytes) => _buffers.Take(bytes);

    internal ExitEvent Exit() => _exits.Take(ref _eventBytes);

    internal ReapEvent Reap() => _reaps.Take(ref _eventBytes);

    internal RenameEvent Rename() => _renames.Take(ref _eventBytes);

    internal CredentialsEvent Credentials() => _credentials.Take(ref _eventBytes);

    internal ChdirEvent Chdir() => _chdirs.Take(ref _eventBytes);

    internal ThreadsEvent Threads() => _threads.Take(ref _eventBytes);

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
                _forks.Put(fork, ref _eventBytes);
                break;
            case ExecEnterEvent enter:
                enter.ForgetTexts();
                _execEnters.Put(enter, ref _eventBytes);
                break;
            case ExecExitEvent exec:
                Return(exec.TakeBuffer());
                exec.ForgetTexts();
                _execExits.Put(exec, ref _eventBytes);
                break;
            case ExitEvent exit:
                _exits.Put(exit, ref _eventBytes);
                break;
            case ReapEvent reap:
                _reaps.Put(reap, ref _eventBytes);
                break;
            case CredentialsEvent change:
                change.Fill(default);
                _credentials.Put(change, ref _eventBytes);
                break;
            case ChdirEvent chdir:
                chdir.ForgetTexts();
                _chdirs.Put(chdir, ref _eventBytes);
                break;
            case ThreadsEvent threads:
                _threads.Put(threads, ref _eventBytes);
                break;
            case RenameEvent rename:
                _renames.Put(rename, ref _eventBytes);
                break;
            case ForkFailEvent fail:
                _forkFails.Put(fail, ref _eventBytes);
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
        _eventBytes = 0;
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
    internal long Bytes => _buffers.Bytes + _eventBytes;

    /// <summary>Spare events of one kind. Bounded; the bound matters only after a very large batch, or when memory is short.</summary>
    /// <param name="make">Makes an event when none is spare.</param>
    /// <param name="size">Memory of one.</param>
    private sealed class Shelf<T>(Func<T> make, int size)
        where T : LifecycleEvent
    {
        private const int MaxSpare = 8192;

        private readonly Stack<T> _spare = new();

        public void Clear() => _spare.Clear();

        public T Take(ref long bytes)
        {
            if (!_spare.TryPop(out var e))
            {
                return make();
            }

            bytes -= size;
            return e;
        }

        public void Put(T e, ref long bytes)
        {
            if (_spare.Count < MaxSpare)
            {
                _spare.Push(e);
                bytes += size;
            }
        }
    }
}
