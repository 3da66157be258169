using System.Text;
using Dashboard.Core.Redaction;
using Dashboard.Tests.Shared.Secrets;
using Xunit;

namespace Dashboard.Core.Tests.Redaction;

/// <summary>How many secrets of the labelled command lines are found, and how many innocent ones are altered.</summary>
public sealed class RecallTests(ITestOutputHelper output)
{
    private const double MinRecall = 0.95;
    private const double MaxAltered = 0.02;

    [Fact]
    public void Set_IsLargeEnough()
    {
        Assert.True(LabelledLine.All.Count >= 200, $"{LabelledLine.All.Count} lines");
        Assert.True(LabelledLine.All.Count(line => line.Secrets.Count == 0) >= 60);
        Assert.Equal([], LabelledLine.All.GroupBy(line => line.Text).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void Default_FindsSecretsAndLeavesOthers()
    {
        var redactor = new Redactor(RedactionRules.Default);
        var (secrets, missed, innocent, altered) = (0, new List<string>(), 0, new List<string>());
        foreach (var line in LabelledLine.All)
        {
            var after = Redacted(redactor, line.Args);
            var all = string.Join('\0', after);
            secrets += line.Secrets.Count;
            missed.AddRange(line.Secrets.Where(all.Contains).Select(_ => $"{line.Text} -> {all.Replace('\0', ' ')}"));
            innocent += line.Secrets.Count == 0 ? 1 : 0;
            if (line.Secrets.Count == 0 && !after.SequenceEqual(line.Args))
            {
                altered.Add($"{line.Text} -> {all.Replace('\0', ' ')}");
            }
        }

        var recall = (double)(secrets - missed.Count) / secrets;
        output.WriteLine($"{LabelledLine.All.Count} command lines, {secrets} secrets, recall {recall:P1}; {innocent} innocent, {altered.Count} altered ({(double)altered.Count / innocent:P1})");
        missed.ForEach(line => output.WriteLine($"missed: {line}"));
        altered.ForEach(line => output.WriteLine($"altered: {line}"));
        Assert.True(recall >= MinRecall, $"recall {recall:P1}:\n{string.Join('\n', missed)}");
        Assert.True(altered.Count <= MaxAltered * innocent, $"{altered.Count} of {innocent} innocent lines were altered:\n{string.Join('\n', altered)}");
    }

    /// <summary>The same whether arguments come as bytes of the kernel or as texts of a recording, and whether or not they came before.</summary>
    [Fact]
    public void Bytes_AreRedactedAsTextsAre()
    {
        var (texts, bytes) = (new Redactor(RedactionRules.Default), new Redactor(RedactionRules.Default));
        foreach (var line in LabelledLine.All.Concat(LabelledLine.All))
        {
            var block = Encoding.UTF8.GetBytes(string.Concat(line.Args.Select(arg => arg + '\0')));
            var found = bytes.TryRedact(block, isCut: false, out var redacted, out _) ? Encoding.UTF8.GetString(redacted) : Encoding.UTF8.GetString(block);

            Assert.Equal(string.Concat(Redacted(texts, line.Args).Select(arg => arg + '\0')), found);
        }
    }

    /// <summary>What was redacted once has nothing left to redact.</summary>
    [Fact]
    public void Redacted_IsNotRedactedAgain()
    {
        var redactor = new Redactor(RedactionRules.Default);
        foreach (var line in LabelledLine.All)
        {
            var once = Redacted(redactor, line.Args);

            Assert.Equal(once, Redacted(redactor, once));
        }
    }

    /// <summary>Wherever the kernel's limit cuts a secret, what is left of it is redacted.</summary>
    [Theory]
    [InlineData("Authorization: Bearer ", "abcdef0123456789", 4)]
    [InlineData("postgres://ann:", "verysecret", 1)]
    [InlineData("see ", "gh" + "p_abcdefghij0123456789abcdefghij012345", 8)]
    [InlineData("see ", "eyJhbGciOiJIUzI1NiIsInR5cCI6.eyJzdWIiOiIxMjM0NTY3ODkwIn0", 8)]
    [InlineData("--password=", "longpassword", 1)]
    public void Cut_SecretIsRedactedToo(string before, string secret, int min)
    {
        var redactor = new Redactor(RedactionRules.Default);
        for (var length = min; length <= secret.Length; length++)
        {
            var block = Encoding.UTF8.GetBytes($"app\0x\0{before}{secret[..length]}");

            Assert.True(redactor.TryRedact(block, isCut: true, out var redacted, out _), secret[..length]);
            Assert.Matches($"^app\0x\0{before}‹redacted:[a-z-]+›$", Encoding.UTF8.GetString(redacted));
        }
    }

    private static IReadOnlyList<string> Redacted(Redactor redactor, IReadOnlyList<string> args) => redactor.Redact(args, isCut: false, out _);
}
