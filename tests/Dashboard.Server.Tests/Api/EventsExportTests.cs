using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Server.Api;
using Dashboard.Server.Querying;
using Dashboard.Server.Tests.Hosting;
using Dashboard.Tests.Shared;
using Dashboard.Tracing.Replay;

namespace Dashboard.Server.Tests.Api;

public sealed class EventsExportTests
{
    private const string Path = "/api/v1/events/export";

    [Fact]
    public async Task Export_WithoutAnything_IsNdjsonOfAllOldestFirstAsAFile()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out _));

        using var response = await server.Client.GetAsync(Path);
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        Assert.Matches(@"^attachment; filename=""events-\d{8}-\d{6}\.ndjson""$", response.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal(Enumerable.Range(1, lines.Length), lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("seq").GetInt32()));
        Assert.Equal((await server.GetAsync("/api/v1/events")).GetProperty("total").GetInt32(), lines.Length);
    }

    [Fact]
    public async Task Export_FilterAndRange_HaveWhatTheListHas()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out _));
        var from = server.Capture.Store.Read(view => view.Events[6]!.Time).ToString();
        (string, string)[] question = [("filter", "errno:ENOENT"), ("from", from)];

        var listed = (await server.GetAsync(TestServer.Query("/api/v1/events", question))).GetProperty("items").EnumerateArray().Select(e => e.GetRawText()).Reverse();
        var exported = (await server.Client.GetStringAsync(TestServer.Query(Path, question))).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.NotEmpty(exported);
        Assert.Equal(listed, exported);
    }

    [Fact]
    public async Task Export_Ndjson_OpensAgainAsTheSameEvents()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out _));
        var file = System.IO.Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, await server.Client.GetStringAsync(Path));
            await using var feed = ReplayFeed.Open(file);
            var store = new LifecycleStore(new CaptureClock(feed.Status.BootEpochUnixNs, null));
            foreach (var batch in feed.ReadBatches(CancellationToken.None))
            {
                store.Apply(batch);
            }

            Assert.Equal(Written(server.Capture.Store), Written(store));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Export_Csv_HasAHeaderAndALineForEach()
    {
        var story = Stories.ThreeLives(out var lives);
        story.FailExec(lives[2], "=cmd|' /C calc'!A0, \"x\"");
        await using var server = await TestServer.StartAsync(story);

        using var response = await server.Client.GetAsync($"{Path}?format=csv");
        var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith(".csv\"", response.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal(EventCsv.Header, lines[0]);
        Assert.Equal(server.Capture.Store.Read(view => view.Events.Count) + 1, lines.Length);
        Assert.Contains("\"'=cmd|' /C calc'!A0, \"\"x\"\"\"", lines[^1]);
    }

    [Theory]
    [InlineData("filter=errno:ENONET", "ENONET", 6)]
    [InlineData("format=xlsx", "There is no format \"xlsx\"", null)]
    [InlineData("from=yesterday", "from is a time", null)]
    [InlineData("limit=3", "There is no parameter \"limit\"", null)]
    public async Task Export_BadInput_400WithHintBeforeAnyByte(string query, string error, int? position)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.GetAsync($"{Path}?{query}", 400);

        Assert.Contains(error, answer.GetProperty("error").GetString());
        Assert.NotEmpty(answer.GetProperty("hint").GetString()!);
        Assert.Equal(position, answer.TryGetProperty("position", out var at) ? at.GetInt32() : null);
    }

    [Fact]
    public async Task Export_InTheDescription_HasItsParametersAndBothFormats()
    {
        await using var server = await TestServer.StartAsync();

        var export = (await server.GetAsync("/openapi/v1.json")).GetProperty("paths").GetProperty(Path).GetProperty("get");

        Assert.Equal(["filter", "from", "to", "format"], export.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.All(export.GetProperty("parameters").EnumerateArray(), p => Assert.NotEmpty(p.GetProperty("description").GetString()!));
        var contents = export.GetProperty("responses").GetProperty("200").GetProperty("content").EnumerateObject().Select(c => c.Name);
        Assert.Equal(["application/x-ndjson", "text/csv"], contents);
    }

    [Fact]
    public async Task Export_WithoutToken_401()
    {
        await using var server = await TestServer.StartAsync();
        using var stranger = server.NewClient();

        Assert.Equal(401, (int)(await stranger.GetAsync(Path)).StatusCode);
    }

    [Fact]
    public async Task Write_ReaderThatDoesNotRead_WaitsForItWithAFewBytesInHand()
    {
        const int patience = 64 << 10;
        var store = Stored(Stories.Many(5_000));
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: patience, resumeWriterThreshold: patience / 2));
        using var worker = new QueryWorker(store, TimeProvider.System);
        var writing = EventExport.WriteAsync(pipe.Writer, store, worker, Everything, ExportFormat.Ndjson, CancellationToken.None);

        // The writer fills the pipe synchronously; that is a small part of the file.
        Assert.False(writing.IsCompleted);
        Assert.True(pipe.Reader.TryRead(out var first));
        Assert.InRange(first.Buffer.Length, 1, patience + (48 << 10));
        pipe.Reader.AdvanceTo(first.Buffer.Start);

        var lines = Lines(pipe.Reader);
        await writing;
        await pipe.Writer.CompleteAsync();
        Assert.Equal(store.Read(view => view.Events.Count), await lines);
    }

    [Fact]
    public async Task Write_HistoryMovesOnMeanwhile_TellsWhatIsMissing()
    {
        var story = Stories.Many(1_000);
        var store = Stored(story, new CaptureLimits { Events = 3_000 });
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 4 << 10, resumeWriterThreshold: 2 << 10));
        using var worker = new QueryWorker(store, TimeProvider.System);
        var writing = EventExport.WriteAsync(pipe.Writer, store, worker, Everything, ExportFormat.Ndjson, CancellationToken.None);
        Assert.False(writing.IsCompleted);

        store.Apply(Stories.More(story, 800, 5_000).Take());
        var text = ReadAll(pipe.Reader);
        await writing;
        await pipe.Writer.CompleteAsync();

        var events = (await text).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var lost = Assert.Single(events, e => e.GetProperty("kind").GetString() == "lost");
        Assert.Equal(3_000, events.Count - 1 + lost.GetProperty("count").GetInt32());
        Assert.Equal(3_000, events[^1].GetProperty("seq").GetInt32());
    }

    private static EventQuery Everything => new(Filter.Everything, default);

    private static LifecycleStore Stored(Story story, CaptureLimits? limits = null)
    {
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null), limits);
        store.Apply(story.Take());
        return store;
    }

    private static IEnumerable<string> Written(LifecycleStore store)
        => store.Read(view => view.Events.Forwards().Copy()).Select(e => Encoding.UTF8.GetString(EventJson.Write(e)));

    private static async Task<int> Lines(PipeReader reader) => (await ReadAll(reader)).Count(c => c == '\n');

    private static async Task<string> ReadAll(PipeReader reader)
    {
        using var text = new StreamReader(reader.AsStream());
        return await text.ReadToEndAsync();
    }
}
