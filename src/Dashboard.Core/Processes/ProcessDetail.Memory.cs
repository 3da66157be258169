using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dashboard.Core.Events;

namespace Dashboard.Core.Processes;

/// <summary>Memory of an unpacked process, and what it drops when memory is short.</summary>
internal sealed partial class ProcessDetail
{
    /// <summary>The object with its empty lists, and cached data about a live process elsewhere.</summary>
    private const int FixedBytes = 1024;

    /// <summary>Images and failures that a process keeps when it has to drop old ones.</summary>
    private const int KeptWhenShort = 4;

    /// <summary>An entry of a set or dictionary of numbers.</summary>
    private const int EntryBytes = 48;

    /// <summary>Memory of paths, names and argument texts, without those that <see cref="SharedTexts"/> counts.</summary>
    private long _textBytes;
    private long _ownArgumentBytes;

    /// <summary>Memory of all argument texts.</summary>
    private long _argumentTextBytes;
    private string? _cwd;

    /// <summary>The working directory.</summary>
    public string? Cwd
    {
        get => _cwd;
        set
        {
            _textBytes += Archive.LongTexts.Hold(value, EventSize.Of(value)) - Archive.LongTexts.Release(_cwd, EventSize.Of(_cwd));
            _cwd = value;
        }
    }

    /// <summary>The memory that the archive has counted for it.</summary>
    public long CountedBytes { get; set; }

    public long CountedArguments { get; set; }

    /// <summary>Memory of the arguments.</summary>
    public long ArgumentsBytes => Arguments.Bytes + (_spareArguments?.Bytes ?? 0) + _ownArgumentBytes;

    /// <summary>Memory of everything else.</summary>
    public long Bytes => FixedBytes + _textBytes + (Archive.OwnContexts ? EventSize.Of(Context) : 0)
        + ((long)_images.Capacity * Unsafe.SizeOf<ImageEntry>())
        + ((long)_failedExecs.Capacity * Unsafe.SizeOf<FailedExecEntry>())
        + ((long)OpenLookups.Capacity * Unsafe.SizeOf<OpenLookup>()) + OpenLookupBytes
        + (EntryBytes * (long)((Adopted?.Count ?? 0) + (ForkFailures?.Count ?? 0)));

    /// <summary>Memory of the paths in <see cref="OpenLookups"/>, maintained by <see cref="PathLookups"/>.</summary>
    public long OpenLookupBytes { get; set; }

    /// <summary>Drops arguments longer than this and marks them as dropped; returns how many.</summary>
    public int CutArguments(int longerThan)
    {
        var cut = 0;
        foreach (ref var image in CollectionsMarshal.AsSpan(_images))
        {
            cut += Cut(ref image, longerThan);
        }

        foreach (ref var failure in CollectionsMarshal.AsSpan(_failedExecs))
        {
            cut += Cut(ref failure, longerThan);
        }

        if (cut > 0)
        {
            _spareArguments = null;
            MoveArgumentsTo(new ArgumentArena());
            _spareArguments = null;
        }

        return cut;
    }

    /// <summary>Cuts the oldest arguments, failures first, down to half of the limit, so that not each exec has to cut.</summary>
    private void BoundArguments()
    {
        if (Arguments.Used + _argumentTextBytes <= MaxArguments)
        {
            return;
        }

        var held = 0L;
        for (var i = _images.Count - 1; i >= 0; i--)
        {
            ref var image = ref CollectionsMarshal.AsSpan(_images)[i];
            if ((held += image.Args.Size) > MaxArguments / 2)
            {
                Cut(ref image, ArgumentBytes.ShortBytes);
            }
        }

        for (var i = _failedExecs.Count - 1; i >= 0; i--)
        {
            ref var failure = ref CollectionsMarshal.AsSpan(_failedExecs)[i];
            if ((held += failure.Args.Size) > MaxArguments / 2)
            {
                Cut(ref failure, ArgumentBytes.ShortBytes);
            }
        }

        MoveArgumentsTo(_spareArguments ?? new ArgumentArena());
    }

    /// <summary>Drops all but the newest images and failures; the counts stay. False when nothing was dropped.</summary>
    public bool ForgetOldest()
    {
        if (_images.Count <= KeptWhenShort && _failedExecs.Count <= KeptWhenShort && OpenLookups.Count == 0)
        {
            return false;
        }

        // Image 0 is the one at birth.
        var images = Math.Max(0, _images.Count - KeptWhenShort);
        Release(Images.Slice(Math.Min(1, images), images));
        Remove(_images, 1, images);
        var failures = Math.Max(0, _failedExecs.Count - KeptWhenShort);
        Release(CollectionsMarshal.AsSpan(_failedExecs)[..failures]);
        Remove(_failedExecs, 0, failures);
        OpenLookups = [];
        OpenLookupBytes = 0;
        _spareArguments = null;
        MoveArgumentsTo(new ArgumentArena());
        _spareArguments = null;
        return true;
    }

    private static void Remove<T>(List<T> list, int from, int count)
    {
        if (count > 0)
        {
            list.RemoveRange(from, count);
            list.TrimExcess();
        }
    }

    private int Cut(ref ImageEntry image, int longerThan)
    {
        var isCut = Cut(ref image.Args, longerThan);
        image.ArgsTruncated |= isCut;
        image.ArgsDropped |= isCut;
        return isCut ? 1 : 0;
    }

    private int Cut(ref FailedExecEntry failure, int longerThan)
    {
        var isCut = Cut(ref failure.Args, longerThan);
        failure.ArgsTruncated |= isCut;
        failure.ArgsDropped |= isCut;
        return isCut ? 1 : 0;
    }

    private bool Cut(ref ArgumentEntry arguments, int longerThan)
    {
        if (arguments.Size <= longerThan || arguments.Texts is { Count: 0 })
        {
            return false;
        }

        Release(arguments);
        arguments = new ArgumentEntry([]);
        Hold(arguments);
        Archive.HasCutArguments = true;
        return true;
    }

    private void Hold(in ImageEntry image)
    {
        var texts = Archive.LongTexts;
        _textBytes += texts.Hold(image.Path, EventSize.Of(image.Path)) + texts.Hold(image.Interpreter, EventSize.Of(image.Interpreter))
            + texts.Hold(image.Comm, EventSize.Of(image.Comm)) + texts.Hold(image.Exe, EventSize.Of(image.Exe));
        Hold(image.Args);
    }

    private void Release(in ImageEntry image)
    {
        var texts = Archive.LongTexts;
        _textBytes -= texts.Release(image.Path, EventSize.Of(image.Path)) + texts.Release(image.Interpreter, EventSize.Of(image.Interpreter))
            + texts.Release(image.Comm, EventSize.Of(image.Comm)) + texts.Release(image.Exe, EventSize.Of(image.Exe));
        Release(image.Args);
    }

    private void Hold(in FailedExecEntry failure)
    {
        _textBytes += Archive.LongTexts.Hold(failure.Path, EventSize.Of(failure.Path));
        Hold(failure.Args);
    }

    private void Release(in FailedExecEntry failure)
    {
        _textBytes -= Archive.LongTexts.Release(failure.Path, EventSize.Of(failure.Path));
        Release(failure.Args);
    }

    private void Hold(in ArgumentEntry arguments)
    {
        var bytes = arguments.TextBytes;
        _argumentTextBytes += bytes;
        _ownArgumentBytes += Archive.LongArguments.Hold(arguments.Texts, bytes);
    }

    private void Release(in ArgumentEntry arguments)
    {
        var bytes = arguments.TextBytes;
        _argumentTextBytes -= bytes;
        _ownArgumentBytes -= Archive.LongArguments.Release(arguments.Texts, bytes);
    }

    private void Release(ReadOnlySpan<ImageEntry> images)
    {
        foreach (ref readonly var image in images)
        {
            Release(image);
        }
    }

    private void Release(ReadOnlySpan<FailedExecEntry> failures)
    {
        foreach (ref readonly var failure in failures)
        {
            Release(failure);
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
