using Dashboard.Tracing.Proc;

namespace Dashboard.Tracing.Tests.Proc;

/// <summary>A fact that a reading does not have is named with the reason, or its absence has a meaning that docs/events.md gives.</summary>
public sealed class MissingFactsTests : IDisposable
{
    private readonly FakeProc _proc = new();

    public void Dispose() => _proc.Dispose();

    [Theory]
    [InlineData("uid_map", "         5          7          1\n", "uidInNamespace,user", FastFacts.NotMapped)]
    [InlineData("uid_map", "", "uidInNamespace,user", FastFacts.NotMapped)]
    [InlineData("status", null, "uids,uidInNamespace,gids,groups,capabilities,seccomp,noNewPrivs,user", "could not be read")]
    [InlineData("status", "Uid:\t1\t2\t3\t4\n", "seccomp", FastFacts.NotInThisKernel)]
    [InlineData("loginuid", null, "loginuid", FastFacts.NotInThisKernel)]
    [InlineData("task", null, "threads", "could not be listed")]
    [InlineData("etc/passwd/", null, "user", UserOfRoot.NotARegularFile)]
    public async Task Read_FactThatIsNotThere_IsNamedWithItsReason(string file, string? text, string facts, string why)
    {
        _proc.WithProcess();
        if (file.EndsWith('/'))
        {
            Directory.CreateDirectory(_proc.At(file));
        }
        else if (text is not null)
        {
            _proc.Write(file, text);
        }
        else if (Directory.Exists(_proc.Own(file)))
        {
            Directory.Delete(_proc.Own(file), recursive: true);
        }
        else
        {
            File.Delete(_proc.Own(file));
        }

        var reading = await _proc.Reader().ReadAsync(FakeProc.Id);

        Assert.Equal((facts, why), (string.Join(',', reading.Unreadable.Select(fact => fact.Fact)), reading.Unreadable[0].Why));
        Assert.Null(reading.User);
    }

    [Fact]
    public async Task Read_KernelWithoutUserNamespaces_HasOneNumbering()
    {
        _proc.WithProcess();
        File.Delete(_proc.Own("uid_map"));
        Directory.CreateDirectory(_proc.At("etc"));
        await File.WriteAllTextAsync(_proc.At("etc/passwd"), "second:x:2:2:::\n", TestContext.Current.CancellationToken);

        var reading = await _proc.Reader().ReadAsync(FakeProc.Id);

        Assert.Equal((2u, "second"), (reading.UidInNamespace, reading.User));
        Assert.Empty(reading.Unreadable);
    }

    /// <summary>Of a zombie only pid and user are left.</summary>
    [Fact]
    public async Task Read_NamespacesOfWhichSomeAreGone_NamesThose()
    {
        _proc.WithProcess('Z').WithoutLinks();
        Directory.CreateDirectory(_proc.At("self/ns"));
        File.CreateSymbolicLink(_proc.At("self/ns/mnt"), "mnt:[77]");
        File.CreateSymbolicLink(_proc.At("self/ns/uts"), "uts:[78]");
        File.CreateSymbolicLink(_proc.Own("ns/user"), "user:[79]");

        var reading = await _proc.Reader().ReadAsync(FakeProc.Id);

        Assert.Equal(["user"], reading.Namespaces!.Select(one => one.Type));
        Assert.Equal(new("namespaces", "ENOENT", $"mnt, uts: {FastFacts.NoneOfZombie}"), Assert.Single(reading.Unreadable, fact => fact.Fact == "namespaces"));
    }

    /// <summary>Null is what the exec was given: a title that was erased is another.</summary>
    [Fact]
    public async Task Read_TitleThatWasErased_IsEmptyAndNotMissing()
    {
        _proc.WithProcess().Write("cmdline", "");

        var reading = await _proc.Reader().ReadAsync(FakeProc.Id);

        Assert.Equal("", reading.Title);
        Assert.Empty(reading.Unreadable);
    }

    [Fact]
    public async Task Read_ProcessWhoseMemoryHasJustGone_HasNoErasedTitle()
    {
        _proc.WithProcess().Write("cmdline", "");
        File.Delete(_proc.Own("exe"));

        var reading = await _proc.Reader().ReadAsync(FakeProc.Id);

        Assert.Null(reading.Title);
        Assert.Equal(["exe", "title"], reading.Unreadable.Select(fact => fact.Fact));
    }
}
