using Dashboard.Core.Redaction;
using Xunit;

namespace Dashboard.Core.Tests.Redaction;

public sealed class RuleFileTests
{
    [Fact]
    public void Parse_Rules_RedactWhatTheySay()
    {
        var rules = new RedactionRules(RedactionLevel.Default, RuleFile.Parse(
            """
            # Of Acme.
            word  customer-ref
            shape acme-key ACME-[0-9A-F]{8}
            keep  max-token
            """));
        var redactor = new Redactor(rules);

        Assert.Equal("app --customer-ref=‹redacted:customer-ref› ‹redacted:acme-key› --max-token 17",
            RedactorTests.Line(redactor, "app --customer-ref=1234 ACME-00FFAA11 --max-token 17"));
        Assert.Equal(3, rules.File.Count);
        Assert.Contains("acme-key", rules.Names);
        Assert.Equal("app --max-token ‹redacted:token›", RedactorTests.Line(new Redactor(RedactionRules.Default), "app --max-token 17"));
    }

    [Theory]
    [InlineData("words x", "\"words\" is no kind of rule: begin it with word, shape or keep")]
    [InlineData("word", "it names no word: write one of letters, digits, - and _ that begins with three letters, like customer-ref")]
    [InlineData("word a b", "it names no word: write one of letters, digits, - and _ that begins with three letters, like customer-ref")]
    [InlineData("keep -", "it names no word: write one of letters, digits, - and _ that begins with three letters, like customer-ref")]
    [InlineData("shape acme", "a shape needs a name of lower-case letters, digits and -, and a pattern: write: shape acme-key ACME-[0-9A-F]{32}")]
    [InlineData("shape ACME x", "a shape needs a name of lower-case letters, digits and -, and a pattern: write: shape acme-key ACME-[0-9A-F]{32}")]
    [InlineData("shape acme .*", "the pattern does not begin with three plain characters: begin it with what all such secrets begin with, so that other arguments cost nothing")]
    [InlineData("shape acme ABC?x", "the pattern does not begin with three plain characters: begin it with what all such secrets begin with, so that other arguments cost nothing")]
    [InlineData("shape acme ABC|x", "the pattern does not begin with three plain characters: begin it with what all such secrets begin with, so that other arguments cost nothing")]
    [InlineData("shape acme ABCD[a-z]{9999}", "the pattern is too large: take smaller counts in its braces")]
    [InlineData("shape acme ABCDä", "the pattern is longer than 256 characters or not ASCII: shorten it; it is compared with bytes")]
    public void Parse_BadLine_NamesItAndTheFix(string line, string expected)
    {
        var problem = Assert.Throws<RuleFileException>(() => RuleFile.Parse("# first\n\n" + line));

        Assert.Equal($"line 3: {expected}", problem.Message);
        Assert.Equal(3, problem.Line);
    }

    [Theory]
    [InlineData("shape acme ABCD[")]
    [InlineData(@"shape acme ABCD(x)\1")]
    public void Parse_PatternThatIsNone_SaysWhy(string line)
        => Assert.StartsWith("line 1: the pattern is no regular expression without backtracking: ", Assert.Throws<RuleFileException>(() => RuleFile.Parse(line)).Message);

    [Fact]
    public void Parse_TooManyRules_AreRefused()
        => Assert.Equal($"line {RuleFile.MaxRules + 1}: there are more than {RuleFile.MaxRules} rules: join some into one pattern",
            Assert.Throws<RuleFileException>(() => RuleFile.Parse(string.Join('\n', Enumerable.Range(0, 300).Select(i => $"word name{i}x")))).Message);
}
