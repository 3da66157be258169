using System.Collections.Concurrent;
using Dashboard.Core.Model;
using Dashboard.Core.Readings;
using Dashboard.Core.Redaction;

namespace Dashboard.Tracing.Proc;

/// <summary>
/// Facts whose reading a process can block for any time: its memory or root may be on its own file system (FUSE). Read on a
/// separate thread; what has not arrived in time is left out.
/// </summary>
internal sealed class SlowFacts(RedactionRules redaction)
{
    public const string NotInTime = "did not come in time";

    private const int MaxTitleBytes = 4 << 10;

    /// <summary>Upper bound of concurrent readings: each has a thread and a file.</summary>
    private static readonly SemaphoreSlim Room = new(4);

    /// <summary>Readings in progress. A process that blocks occupies one place, however often it is opened. Bounded by the places.</summary>
    private static readonly ConcurrentDictionary<ProcessId, Task> BeingRead = new();

    private volatile Answer _answer = new();

    /// <summary>Returns when everything has arrived, or after the timeout.</summary>
    public static async Task<Answer> ReadAsync(
        ProcessId id, ProcDirectory directory, bool withEnvironment, uint? uid, RedactionRules redaction, TimeSpan patience, TimeProvider time)
    {
        var facts = new SlowFacts(redaction);
        if (directory.Again() is { } own)
        {
            using var end = new CancellationTokenSource(patience, time);
            await Task.WhenAny(facts.RunAsync(id, own, withEnvironment, uid, end.Token), Task.Delay(Timeout.Infinite, end.Token));
        }

        return facts._answer;
    }

    private async Task RunAsync(ProcessId id, ProcDirectory directory, bool withEnvironment, uint? uid, CancellationToken end)
    {
        using (directory)
        {
            var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                while (!BeingRead.TryAdd(id, read.Task))
                {
                    await (BeingRead.GetValueOrDefault(id) ?? Task.CompletedTask).WaitAsync(end);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }

            try
            {
                await Room.WaitAsync(end);
                try
                {
                    await Task.Factory.StartNew(() => Read(directory, withEnvironment, uid), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                }
                finally
                {
                    Room.Release();
                }
            }
            catch (OperationCanceledException)
            {
                // No place became free in time.
            }
            finally
            {
                BeingRead.TryRemove(id, out _);
                read.SetResult();
            }
        }
    }

    private void Read(ProcDirectory directory, bool withEnvironment, uint? uid)
    {
        var title = directory.Read("cmdline", MaxTitleBytes + 1, out var errno);
        if (title is { Length: 0 } && directory.Link("exe", out var gone) is null)
        {
            // It is about to end, and its memory is gone: that is not a title that it erased.
            (title, errno) = (null, gone);
        }

        _answer = _answer with
        {
            HasTitle = true,
            TitleErrno = errno,
            Title = title is null ? null : TitleOf(title.AsSpan(0, Math.Min(title.Length, MaxTitleBytes)), title.Length > MaxTitleBytes),
            TitleTruncated = title?.Length > MaxTitleBytes,
        };
        if (withEnvironment)
        {
            var block = directory.Environment(EnvironmentBlock.MaxBytes + 1, out errno);
            var isCut = block?.Length > EnvironmentBlock.MaxBytes;
            _answer = _answer with
            {
                HasEnvironment = true,
                EnvironmentErrno = errno,
                Environment = block is null ? null : EnvironmentBlock.Parse(block.AsSpan(0, Math.Min(block.Length, EnvironmentBlock.MaxBytes)), isCut),
                EnvironmentTruncated = isCut,
            };
        }

        if (uid is { } inside)
        {
            var user = UserOfRoot.Find(directory, inside, out var refused, out errno);
            _answer = _answer with { HasUser = true, User = user, UserRefused = refused, UserErrno = errno };
        }
    }

    /// <summary>A title repeats the arguments, so it is redacted as they are.</summary>
    private string TitleOf(ReadOnlySpan<byte> title, bool isCut)
        => Redactor.For(redaction, remembers: false) is { } redactor && redactor.TryRedact(title, isCut, out var redacted, out _)
            ? KernelText.Decode(redacted)
            : KernelText.Decode(title);

    public sealed record Answer
    {
        public bool HasTitle { get; init; }

        public int TitleErrno { get; init; }

        /// <summary>Includes its NULs.</summary>
        public string? Title { get; init; }

        public bool TitleTruncated { get; init; }

        public bool HasEnvironment { get; init; }

        public int EnvironmentErrno { get; init; }

        public IReadOnlyList<EnvironmentVariable>? Environment { get; init; }

        public bool EnvironmentTruncated { get; init; }

        public bool HasUser { get; init; }

        public string? User { get; init; }

        /// <summary>Why the passwd file was not read; null where it was, or a call failed.</summary>
        public string? UserRefused { get; init; }

        public int UserErrno { get; init; }
    }
}
