using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Xunit;

namespace Dashboard.Core.Tests.Filtering.Language;

public sealed class FilterCatalogueTests
{
    [Fact]
    public void Fields_HaveEveryFieldOnceWithAValidExample()
    {
        Assert.Equal(Enum.GetValues<FilterField>().Order(), FilterCatalogue.Fields.Select(f => f.Field).Order());
        foreach (var field in FilterCatalogue.Fields)
        {
            var filter = Parse.Good(field.Example);
            Assert.Empty(filter.Warnings);
            Assert.StartsWith(field.Name, field.Example);
            Assert.Same(field, FilterCatalogue.Find(field.Name.ToUpperInvariant()));
        }
    }

    [Fact]
    public void Fields_AreThoseOfTheContract()
        => Assert.Equal(
            "comm path exe args pid ppid pcomm tid uid gid loginuid user cgroup container cwd tty session pgid ns.pid kind syscall errno ret exit signal dur zombie threads images children how under is",
            string.Join(' ', FilterCatalogue.Fields.Select(f => f.Name)));

    [Fact]
    public void Values_OfEveryField_Parse()
    {
        foreach (var field in FilterCatalogue.Fields)
        {
            Assert.All(field.Values, v => Parse.Good(FilterTermBuilder.Equal(field.Field, v.Name)));
        }
    }

    [Fact]
    public void Kinds_AreThoseOfTheEventsAndExec()
        => Assert.Equal(EventKinds.All.Append("exec").Order(), FilterCatalogue.Kinds.Select(k => k.Name).Order());

    [Fact]
    public void Flags_HaveANameEach()
    {
        Assert.Equal(Enum.GetValues<FilterFlag>().Select(f => f.ToString().ToLowerInvariant()), FilterFlags.All.Select(f => f.Name));
        Assert.All(Enum.GetValues<FilterFlag>(), f => Assert.True(FilterFlags.TryParse(FilterFlags.NameOf(f), out var back) && back == f));
    }

    [Theory]
    [InlineData("state", "is")]
    [InlineData("duration", "dur")]
    [InlineData("chidren", "children")]
    [InlineData("zzz", null)]
    public void Nearest_Name_KnowsSynonymsAndSlips(string typed, string? expected)
        => Assert.Equal(expected, FilterCatalogue.Nearest(typed));
}
