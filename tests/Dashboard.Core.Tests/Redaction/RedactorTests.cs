using System.Text;
using CsCheck;
using Dashboard.Core.Redaction;
using Xunit;

namespace Dashboard.Core.Tests.Redaction;

public sealed class RedactorTests
{
    private readonly Redactor _redactor = new(RedactionRules.Default);

    [Theory]
    [InlineData("app --password=‹redacted:x›rest", "app --password=‹redacted:password›")]
    [InlineData("app --password=‹redacted:x›", "app --password=‹redacted:x›")]
    [InlineData("curl http://‹redacted:x›:real@h/", "curl http://‹redacted:‹redacted:url-password›@h/")]
    public void Redact_TextThatLooksLikeAMark_IsAMarkOnlyAsAWhole(string line, string expected) => Assert.Equal(expected, Line(_redactor, line));

    /// <summary>The labelled set allows some misses; these are none of them.</summary>
    [Theory]
    [InlineData("env MYPASS=geheim", "env MYPASS=‹redacted:password›")]
    [InlineData("env DB_PASS=geheim", "env DB_PASS=‹redacted:password›")]
    [InlineData("env PGPASS=geheim", "env PGPASS=‹redacted:password›")]
    [InlineData("app --bypass=intranet compass=north", "app --bypass=intranet compass=north")]
    [InlineData("ffmpeg -pass=2 -af lowpass=f=3000", "ffmpeg -pass=2 -af lowpass=f=3000")]
    public void Redact_NameThatEndsInPass_UnlessItMeansAPass(string line, string expected) => Assert.Equal(expected, Line(_redactor, line));

    [Fact]
    public void Redact_ArgumentThatOnlySpeaksOfAMark_IsNoFinding()
    {
        Assert.Equal(["grep", "‹redacted:password›"], _redactor.Redact(["grep", "‹redacted:password›"], isCut: false, out var rules));
        Assert.Empty(rules);
    }

    [Fact]
    public void Redact_Secrets_NamesEachRuleOnce()
    {
        _redactor.Redact(["app", "--password=a1", "--token", "t-1", "--old-password=b2"], isCut: false, out var rules);

        Assert.Equal(["password", "token"], rules);
    }

    [Fact]
    public void TryRedact_OtherBytes_StayAsTheyAre()
    {
        byte[] block = [0xff, 0xfe, 0, .. "--password=x"u8, 0, 0xc3, 0];

        Assert.True(_redactor.TryRedact(block, isCut: false, out var redacted, out _));

        Assert.Equal((byte[])[0xff, 0xfe, 0, .. Encoding.UTF8.GetBytes("--password=‹redacted:password›"), 0, 0xc3, 0], redacted.ToArray());
    }

    [Theory]
    [InlineData("app --password-file=/run/x --pin 1234")]
    [InlineData("app --password /run/secrets/db")]
    public void Strict_TakesMore(string line)
    {
        Assert.Equal(line, Line(_redactor, line));
        Assert.Contains(RedactionMark.Start, Line(new Redactor(new RedactionRules(RedactionLevel.Strict)), line));
    }

    [Fact]
    public void Off_HasNoRedactor() => Assert.Null(Redactor.For(new RedactionRules(RedactionLevel.Off)));

    /// <summary>Arguments are hostile: nothing may throw, and what has no secret stays the same object.</summary>
    [Fact]
    public void Redact_AnyBytes_NeverThrows()
        => AnyOf("=", ":", "://", "@", "password", "token", "--", "-p", "mysql", "curl", "-u", " ", "\"", "'", "\\", "eyJ", "-----BEGIN ", "sk-", "\0", "ä", "‹redacted:", "›", "<", ">", "sh", "-c", ";", "&", "bearer ", "key")
            .Array[0, 30].Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts)))
            .Sample(block =>
            {
                var redactor = new Redactor(RedactionRules.Default);
                foreach (var isCut in (bool[])[false, true])
                {
                    if (redactor.TryRedact(block, isCut, out var redacted, out var rules))
                    {
                        Assert.NotEmpty(rules);
                        Assert.Equal(block.AsSpan().Count((byte)0), redacted.Count((byte)0));
                    }
                }
            });

    /// <summary>The check that each exec pays for finds what a plain search finds, at each place and length.</summary>
    [Fact]
    public void TriggerScan_AnyText_FindsWhatASearchFinds()
    {
        string[] literals = ["pass", "key=", "://", "xox", "secr", "ghp_"];
        var scan = new TriggerScan(literals);
        AnyOf("a", "P", "p", "as", "SS", "pass", "key", "=", ":", "//", "xo", "x", "gh", "p_", "secre", "-", "ke").Array[0, 60]
            .Select(string.Concat)
            .Sample(text => Assert.Equal(literals.Any(l => text.Contains(l, StringComparison.OrdinalIgnoreCase)), scan.IsIn(Encoding.ASCII.GetBytes(text))));
        for (var length = 3; length < 100; length++)
        {
            for (var at = 0; at + 3 <= length; at++)
            {
                var text = new string('.', length).Remove(at, 3).Insert(at, "xox");
                Assert.True(scan.IsIn(Encoding.ASCII.GetBytes(text)), $"{length} {at}");
            }
        }
    }

    /// <summary>The vector of the paper: the key is 00 to 0f, the text 00 to 0e.</summary>
    [Fact]
    public void SipHash_OfThePapersText_IsThePapersHash()
        => Assert.Equal(0xa129ca6149be45e5UL, new SipHash(0x0706050403020100, 0x0f0e0d0c0b0a0908).Of([.. Enumerable.Range(0, 15).Select(i => (byte)i)]));

    [Fact]
    public void CleanArguments_Full_ForgetsTheOldest()
    {
        var clean = new CleanArguments(sets: 1);
        var hashes = Enumerable.Range(0, 5).Select(i =>
        {
            Assert.False(clean.Contains([(byte)i], out var hash));
            clean.Add(hash);
            return hash;
        }).ToList();

        Assert.Equal(5, hashes.Distinct().Count());
        Assert.Equal([false, true, true, true, true], Enumerable.Range(0, 5).Select(i => clean.Contains([(byte)i], out _)));
        Assert.False(new CleanArguments(sets: 1).Contains([4], out var other) || other == hashes[4]);
    }

    private static Gen<string> AnyOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    internal static string Line(Redactor redactor, string line) => string.Join(' ', redactor.Redact(line.Split(' '), isCut: false, out _));
}
