using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dashboard.Core.Events;

namespace Dashboard.Core.Processes;

/// <summary>What a process that is not packed takes of memory, and what it gives up when there is too little.</summary>
internal sealed partial class ProcessDetail
{
    /// <summary>The object with its empty lists, and what reader and writer remember of a live process beside it.</summary>
    private const int FixedBytes = 1024;

    /// <summary>Of a process that has to give up what it did before.</summary>
    private const int KeptWhenShort = 4;

    /// <summary>An entry of a set or a dictionary of numbers.</summary>
    private const int EntryBytes = 48;

    /// <summary>Memory of paths and names in the lists; of arguments that are texts.</summary>
    private long _textBytes;
    private long _argumentTextBytes;

    /// <summary>What the archive has counted it as.</summary>
    public long CountedBytes { get; set; }

    public long CountedArguments { get; set; }

    /// <summary>Memory of the arguments.</summary>
    public long ArgumentsBytes => Arguments.Bytes + (_spareArguments?.Bytes ?? 0) + _argumentTextBytes;

    /// <summary>Memory of all else.</summary>
    public long Bytes => FixedBytes + _textBytes + EventSize.Of(Cwd) + (Archive.OwnContexts ? EventSize.Of(Context) : 0)
        + ((long)_images.Capacity * Unsafe.SizeOf<ImageEntry>())
        + ((long)_failedExecs.Capacity * Unsafe.SizeOf<FailedExecEntry>())
        + ((long)OpenLookups.Capacity * Unsafe.SizeOf<OpenLookup>()) + OpenLookupBytes
        + (EntryBytes * (long)((Adopted?.Count ?? 0) + (ForkFailures?.Count ?? 0)));

    /// <summary>Memory of the paths of <see cref="OpenLookups"/>, which <see cref="PathLookups"/> keeps.</summary>
    public long OpenLookupBytes { get; set; }

    /// <summary>Forgets arguments that are longer than this, and marks that they were not all kept; answers how many.</summary>
    public int CutArguments(int longerThan)
    {
        var cut = 0;
        foreach (ref var image in CollectionsMarshal.AsSpan(_images))
        {
            cut += Cut(ref image.Args, ref image.ArgsTruncated, longerThan);
        }

        foreach (ref var failure in CollectionsMarshal.AsSpan(_failedExecs))
        {
            cut += Cut(ref failure.Args, ref failure.ArgsTruncated, longerThan);
        }

        if (cut > 0)
        {
            (_shownImages, _shownFailures) = (null, null);
            _spareArguments = null;
            MoveArgumentsTo(new ArgumentArena());
            _spareArguments = null;
        }

        return cut;
    }

    /// <summary>Cuts the oldest, failures first, until half of the bound is left, so that it is not due with each exec.</summary>
    private void BoundArguments()
    {
        if (Arguments.Used + _argumentTextBytes <= MaxArguments)
        {
            return;
        }

        var held = 0L;
        for (var i = _images.Count - 1; i >= 0; i--)
        {
            Keep(ref CollectionsMarshal.AsSpan(_images)[i].Args, ref CollectionsMarshal.AsSpan(_images)[i].ArgsTruncated, ref held);
        }

        for (var i = _failedExecs.Count - 1; i >= 0; i--)
        {
            Keep(ref CollectionsMarshal.AsSpan(_failedExecs)[i].Args, ref CollectionsMarshal.AsSpan(_failedExecs)[i].ArgsTruncated, ref held);
        }

        (_shownImages, _shownFailures) = (null, null);
        MoveArgumentsTo(_spareArguments ?? new ArgumentArena());
    }

    private void Keep(ref ArgumentEntry arguments, ref bool isCut, ref long held)
    {
        held += arguments.Size;
        if (held > MaxArguments / 2)
        {
            Cut(ref arguments, ref isCut, ArgumentBytes.ShortBytes);
        }
    }

    /// <summary>Forgets what it ran and tried before, but for the newest; the counts stay. False when there was nothing to forget.</summary>
    public bool ForgetOldest()
    {
        if (_images.Count <= KeptWhenShort && _failedExecs.Count <= KeptWhenShort && OpenLookups.Count == 0)
        {
            return false;
        }

        // Image 0 is what it was born with.
        Remove(_images, 1, _images.Count - KeptWhenShort);
        Remove(_failedExecs, 0, _failedExecs.Count - KeptWhenShort);
        OpenLookups = [];
        OpenLookupBytes = 0;
        (_shownImages, _shownFailures) = (null, null);
        CountTexts();
        _spareArguments = null;
        MoveArgumentsTo(new ArgumentArena());
        _spareArguments = null;
        return true;
    }

    private static void Remove<T>(List<T> list, int from, int count)
    {
        if (count > 0)
        {
            list.RemoveRange(from, Math.Min(count, list.Count - from));
            list.TrimExcess();
        }
    }

    private int Cut(ref ArgumentEntry arguments, ref bool isCut, int longerThan)
    {
        if (arguments.Size <= longerThan)
        {
            return 0;
        }

        _argumentTextBytes -= arguments.TextBytes;
        arguments = new ArgumentEntry([]);
        _argumentTextBytes += arguments.TextBytes;
        isCut = true;
        return 1;
    }

    private void CountTexts()
    {
        (_textBytes, _argumentTextBytes) = (0, 0);
        foreach (ref readonly var image in Images)
        {
            Count(image.TextBytes, image.Args, 1);
        }

        foreach (ref readonly var failure in CollectionsMarshal.AsSpan(_failedExecs))
        {
            Count(failure.TextBytes, failure.Args, 1);
        }
    }

    private void Count(int texts, in ArgumentEntry arguments, int sign)
    {
        _textBytes += sign * texts;
        _argumentTextBytes += sign * arguments.TextBytes;
    }

    private void Discount(ReadOnlySpan<ImageEntry> images)
    {
        foreach (ref readonly var image in images)
        {
            Count(image.TextBytes, image.Args, -1);
        }
    }

    private void Discount(ReadOnlySpan<FailedExecEntry> failures)
    {
        foreach (ref readonly var failure in failures)
        {
            Count(failure.TextBytes, failure.Args, -1);
        }
    }

    private void MoveArgumentsTo(ArgumentArena to)
    {
        foreach (ref var image in CollectionsMarshal.AsSpan(_images))
        {
            image.Args = image.Args.CopyTo(to);
        }

        foreach (ref var failure in CollectionsMarshal.AsSpan(_failedExecs))
        {
            failure.Args = failure.Args.CopyTo(to);
        }

        (Arguments, _spareArguments, _usedWhenMoved) = (to, Arguments, to.Used);
        _spareArguments.Clear();
    }
}
