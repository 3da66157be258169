using System.Buffers.Binary;
using CsCheck;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Records;
using Dashboard.Tracing.Tests.Bpf.Records;

namespace Dashboard.Tracing.Tests.Bpf.Decoding;

/// <summary>Batches with wrong sizes and numbers: no read beyond the batch, no exception, each error is counted.</summary>
public sealed class RecordDecoderFuzzTests
{
    private static readonly byte[] Batch = MakeBatch();

    private static readonly uint[] Evil = [0, 1, 7, 8, 79, 80, 88, 0x7fff_fff8, 0x7fff_ffff, 0x8000_0000, 0xffff_fff8, uint.MaxValue];

    private static readonly Gen<(int At, uint Value)[]> Lies = Gen.Select(
        Gen.Int[0, Batch.Length / 4 - 1], Gen.OneOf(Gen.Int[0, Evil.Length - 1].Select(i => Evil[i]), Gen.UInt)).Array[1, 6];

    [Fact]
    public void Decode_NumbersThatLie_NeverThrows()
    {
        var decoder = new RecordDecoder(0);
        var events = new List<LifecycleEvent>();
        var cases = 0;
        Gen.Select(Lies, Gen.Int[0, Batch.Length / 8]).Sample((lies, words) =>
        {
            // The array ends with the batch, so that a read beyond it would fail.
            var batch = Batch[..(words == 0 ? Batch.Length : words * 8)];
            foreach (var (at, value) in lies)
            {
                if (at * 4 < batch.Length)
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(batch.AsSpan(at * 4), value);
                }
            }

            events.Clear();
            decoder.Decode(batch, events);
            if (cases++ % 16 == 0)
            {
                // The events can be serialized.
                Assert.All(events, e => EventJson.Write(e));
            }

            foreach (var e in events)
            {
                decoder.Pool.Return(e);
            }
        }, iter: 100_000, threads: 1);

        Assert.True(decoder.Sequences.Unreadable > 1000);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(79u)]
    [InlineData(84u)]
    [InlineData(4096u)]
    [InlineData(uint.MaxValue)]
    public void Decode_SizeThatIsNone_KeepsWhatCameBeforeAndCountsTheRest(uint size)
    {
        var records = new RecordBuilder();
        records.Add(new ThreadsRecord { Header = records.Header(RecordKind.Threads, 7, 1) });
        var first = records.Bytes.Length;
        records.Add(new ThreadsRecord { Header = records.Header(RecordKind.Threads, 7, 2) });
        var batch = records.Bytes;
        BinaryPrimitives.WriteUInt32LittleEndian(batch.AsSpan(first), size);
        var decoder = new RecordDecoder(0);
        var events = new List<LifecycleEvent>();

        decoder.Decode(batch, events);

        Assert.Equal((1, 1L), (events.Count, decoder.Sequences.Unreadable));
    }

    [Fact]
    public void Decode_PathLongerThanItsRecord_IsSkippedAndTheNextIsDecoded()
    {
        var records = new RecordBuilder();
        records.Add(new ExecRecord { Header = records.Header(RecordKind.Exec, 7, 1), PathBytes = uint.MaxValue, ArgsBytes = 2 }, [1, 2])
            .Add(new ThreadsRecord { Header = records.Header(RecordKind.Threads, 7, 2) });
        var decoder = new RecordDecoder(0);
        var events = new List<LifecycleEvent>();

        decoder.Decode(records.Bytes, events);

        Assert.IsType<ThreadsEvent>(Assert.Single(events));
        Assert.Equal((1L, 0L), (decoder.Sequences.Unreadable, decoder.Sequences.Missing));
    }

    private static byte[] MakeBatch()
    {
        var r = new RecordBuilder();
        RecordHeader Of(RecordKind kind) => r.Header(kind, 7, 100);
        r.Add(new ForkRecord { Header = Of(RecordKind.Fork), CreatorTgid = 1 })
            .Add(new ExecEnterRecord { Header = Of(RecordKind.ExecEnter), PathBytes = 7 }, "/bin/ls"u8.ToArray())
            .Add(new ExecRecord { Header = Of(RecordKind.Exec), PathBytes = 7, InterpBytes = 4, ArgsBytes = 6, Argc = 2 }, "/bin/ls/x/yls\0-l\0"u8.ToArray())
            .Add(new ExecRecord { Header = Of(RecordKind.ExecFail), Ret = -2, PathBytes = 2, ArgsBytes = 3 }, [(byte)'/', 0xff, 0xc3, 0, 0])
            .Add(new RenameRecord { Header = Of(RecordKind.Rename) })
            .Add(new ChdirRecord { Header = Of(RecordKind.Chdir), NamesBytes = 4 }, "a\0b\0"u8.ToArray())
            .Add(new ForkFailRecord { Header = Of(RecordKind.ForkFail), Ret = -11 })
            .Add(new SignalRecord { Header = Of(RecordKind.Signal), Signal = 9, SenderTgid = 1 })
            .Add(new OomRecord { Header = Of(RecordKind.Oom), VictimPid = 7 })
            .Add(new ThreadsRecord { Header = Of(RecordKind.Threads), Live = 2 })
            .Add(new ExitRecord { Header = Of(RecordKind.Exit), Status = 9, AdopterTgid = 1 })
            .Add(new ReapRecord { Header = Of(RecordKind.Reap), ReapedPid = 7 })
            .Add(new FreeRecord { Header = Of(RecordKind.Free) });
        return r.Bytes;
    }
}
