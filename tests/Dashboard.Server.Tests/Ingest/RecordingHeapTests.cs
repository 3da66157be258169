using System.Runtime.CompilerServices;
using Dashboard.Server.Ingest;

namespace Dashboard.Server.Tests.Ingest;

/// <summary>Unreachable old objects are collected before they take as much memory as the reachable ones.</summary>
public sealed class RecordingHeapTests
{
    private const int Megabyte = 1 << 20;

    [Fact]
    public void Look_MoreThanTheBound_CollectsWhatIsNotHeld()
    {
        var most = GC.GetTotalMemory(forceFullCollection: true) + (100 * Megabyte);
        var heap = new RecordingHeap(most);
        var collections = Dropped(200);
        // Other tests of this process may have had a collection made since.
        Assert.SkipWhen(GC.CollectionCount(GC.MaxGeneration) != collections, "The runtime has collected by itself.");

        heap.Look();

        Assert.True(GC.CollectionCount(GC.MaxGeneration) > collections);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: false), 0, most);
    }

    [Fact]
    public void Look_MoreThanTheBoundIsHeld_WaitsForAQuarterMore()
    {
        var heap = new RecordingHeap(Megabyte);
        var held = New(20);
        heap.Look();
        var collections = GC.CollectionCount(GC.MaxGeneration);

        for (var i = 0; i < 100; i++)
        {
            heap.Look();
        }

        Assert.InRange(GC.CollectionCount(GC.MaxGeneration) - collections, 0, 5);
        GC.KeepAlive(held);
    }

    /// <summary>Old at once, because they are large; answers how many collections there had been then.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Dropped(int megabytes)
    {
        var dropped = New(megabytes);
        GC.KeepAlive(dropped);
        return GC.CollectionCount(GC.MaxGeneration);
    }

    private static List<byte[]> New(int megabytes) => [.. Enumerable.Range(0, megabytes).Select(_ => new byte[Megabyte])];
}
