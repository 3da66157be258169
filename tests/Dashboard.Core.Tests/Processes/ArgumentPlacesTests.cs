using System.Text;
using Dashboard.Core.Processes.Archive;
using Xunit;

namespace Dashboard.Core.Tests.Processes;

public sealed class ArgumentPlacesTests
{
    private readonly ArgumentPlaces _places = new();

    [Fact]
    public void Clear_AfterAFloodOfShortArguments_GivesTheMemoryBack()
    {
        var usual = _places.Bytes;
        Chunk(40_000);
        Assert.InRange(_places.Bytes, 32 * usual, long.MaxValue);

        for (var i = 0; i < 8; i++)
        {
            Chunk(10);
        }

        Assert.Equal(usual, _places.Bytes);
    }

    [Fact]
    public void Clear_EachChunkIsAsFull_KeepsIt()
    {
        Chunk(40_000);
        var full = _places.Bytes;
        Chunk(40_000);

        Assert.Equal(full, _places.Bytes);
    }

    [Fact]
    public void ClearAndShrink_MostlyEmpty_GivesTheMemoryBack()
    {
        var entries = Enumerable.Range(0, 100_000).ToDictionary(i => i, i => i);
        entries.ClearAndShrink();
        Assert.InRange(entries.Capacity, 100_000, int.MaxValue);

        entries.Add(1, 1);
        entries.ClearAndShrink();
        Assert.InRange(entries.Capacity, 0, 2_000);
    }

    /// <summary>Stored arguments are found, also with less space than before.</summary>
    private void Chunk(int arguments)
    {
        for (var i = 0; i < arguments; i++)
        {
            _places.Add(Argument(i), new ChunkTexts.Place(i, IsWhole: true));
        }

        for (var i = 0; i < arguments; i++)
        {
            Assert.True(_places.TryFind(Argument(i), out var place));
            Assert.Equal(i, place.At);
        }

        _places.Clear();
        Assert.False(_places.TryFind(Argument(0), out _));
    }

    private static byte[] Argument(int number) => Encoding.ASCII.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
