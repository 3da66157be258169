using CsCheck;
using Dashboard.Core.Filtering.Language;
using Xunit;

namespace Dashboard.Core.Tests.Filtering.Language;

public sealed class FilterPlanTests
{
    private static readonly string[] Words = ["sh", "SH", "make", "mak", "a", "é", "É", "ß", "İ", "\ud83d\ude00", "x*y", "usr", "\"a b\""];

    private static readonly string[] Terms =
    [
        "comm:sh", "comm:make,ld", "comm:SH", "comm:m*", "path:/bin/sh", "args:-j2", "args~j[0-9]", "comm~^m", "pid:5", "pid:1,2,3", "errno:*",
        "exit:>0", "is:failed", "under:7", "kind:exec,fork", "user:Root", "dur:>1ms", .. Words,
    ];

    private static readonly Gen<string> AnyFilter = Gen.Select(
        Gen.Int[0, Terms.Length - 1].Array[1, 12], Gen.Int[0, 5].Array[12], (terms, joints) =>
        {
            var text = "";
            for (var i = 0; i < terms.Length; i++)
            {
                var term = joints[i] == 0 ? $"-{Terms[terms[i]]}" : joints[i] == 1 ? $"not ({Terms[terms[i]]} or a)" : Terms[terms[i]];
                text += i == 0 ? term : joints[i] % 2 == 0 ? $" or {term}" : $" {term}";
            }

            return text;
        });

    private static readonly string[] Texts =
        ["sh", "Sh", "make", "/bin/sh", "/usr/bin/É", "-j2", "a b", "ß", "i̇", "é", "", "\ud83d\ude00", "\ud83d", "xy", "x-y"];

    private static readonly Gen<string[]> Values = Gen.Int[0, Texts.Length - 1].Select(i => Texts[i]).Array[0, 3];

    [Fact]
    public void Matches_AnyFilterAnySubject_AnswersAsItIsWritten()
        => Gen.Select(AnyFilter, Values, Values, Values, Gen.Int[0, 6]).Sample((text, comms, paths, args, number) =>
        {
            var filter = Parse.Good(text);
            var subject = new FakeSubject()
                .Text(FilterField.Comm, comms).Text(FilterField.Path, paths).Text(FilterField.Args, args)
                .Text(FilterField.User, "root").Text(FilterField.Kind, number % 2 == 0 ? "fork" : "exit")
                .Number(FilterField.Pid, number).Number(FilterField.Exit, number % 2);

            Assert.True(filter.Expression.Matches(subject) == filter.Matches(subject), text);
        }, iter: 20_000);

    [Fact]
    public void Matches_FiveHundredWords_AsksEachTextOnce()
    {
        var subject = new CountingSubject();

        Assert.False(Parse.Good(string.Join(" or ", Enumerable.Range(0, 500).Select(i => $"w{i}"))).Matches(subject));

        Assert.Equal([FilterField.Comm, FilterField.Path, FilterField.Args], subject.Asked);
    }

    [Fact]
    public void Matches_WordsThatAreAllRefused_AsksEachTextOnce()
    {
        var subject = new CountingSubject();

        Assert.True(Parse.Good("-a -b -c").Matches(subject));

        Assert.Equal(3, subject.Asked.Count);
    }

    [Theory]
    [InlineData("args~a word user:ann pid:1")]
    [InlineData("args~a or word or user:ann or pid:1")]
    public void Matches_TermsOfDifferentCost_AsksTheCheapOnesFirst(string text)
    {
        var subject = new CountingSubject { Answer = !text.Contains(" or ", StringComparison.Ordinal) };

        Parse.Good(text).Matches(subject);

        Assert.Equal((FilterField.Pid, FilterField.User), (subject.Asked[0], subject.Asked[1]));
        Assert.Equal(FilterField.Args, subject.Asked[^1]);
    }

    [Fact]
    public void TryParse_EqualPatterns_AreCompiledOnce()
    {
        var first = FilterRegex.TryCreate("of-this-test", ignoresCase: false, out _, out _);
        var second = FilterRegex.TryCreate("of-this-test", ignoresCase: false, out _, out _);

        Assert.Same(first, second);
        Assert.NotSame(first, FilterRegex.TryCreate("of-this-test", ignoresCase: true, out _, out _));
    }

    private sealed class CountingSubject : IFilterSubject
    {
        public List<FilterField> Asked { get; } = [];

        public bool Answer { get; init; }

        public bool AnyText(FilterField field, TextTest test) => Note(field);

        public bool AnyNumber(FilterField field, NumberTest test) => Note(field);

        public bool Is(FilterFlag flag) => Answer;

        public bool IsUnder(int pid, long? startNs) => Answer;

        private bool Note(FilterField field)
        {
            Asked.Add(field);
            return Answer;
        }
    }
}
