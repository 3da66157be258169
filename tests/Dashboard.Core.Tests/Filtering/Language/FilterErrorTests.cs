using Dashboard.Core.Filtering.Language;
using Xunit;

namespace Dashboard.Core.Tests.Filtering.Language;

public sealed class FilterErrorTests
{
    private const string Range = "times are chosen by the range (on pages the box \"Range\", over HTTP from and to); dur: is how long it ran";

    [Theory]
    [InlineData("com:x", 0, 3, "unknown field \"com\"", "did you mean comm?")]
    [InlineData("uid:0 erno:2", 6, 4, "unknown field \"erno\"", "did you mean errno?")]
    [InlineData("name:x", 0, 4, "unknown field \"name\"", "did you mean comm?")]
    [InlineData("time:14:02", 0, 4, "unknown field \"time\"", FilterErrorTests.Range)]
    [InlineData("uid:0 started:>14:00", 6, 7, "unknown field \"started\"", FilterErrorTests.Range)]
    [InlineData("http://x", 0, 4, "unknown field \"http\"", "use quotes to search for text")]
    [InlineData("errno:ENONENT", 6, 7, "unknown errno ENONENT", "did you mean ENOENT?")]
    [InlineData("errno:EPERM,EACESS", 12, 6, "unknown errno EACESS", "did you mean EACCES?")]
    [InlineData("errno:quux", 6, 4, "unknown errno quux", "errno(3)")]
    [InlineData("errno:-2", 6, 2, "-2 is not an error number", "ret:-2")]
    [InlineData("errno:5000", 6, 4, "5000 is not an error number", "1 to 4095")]
    [InlineData("signal:SIGKIL", 7, 6, "unknown signal SIGKIL", "did you mean SIGKILL?")]
    [InlineData("signal:KIL", 7, 3, "unknown signal KIL", "did you mean")]
    [InlineData("signal:137", 7, 3, "137 is not a signal", "signal 9, SIGKILL")]
    [InlineData("signal:99", 7, 2, "unknown signal 99", "1 to 64")]
    [InlineData("is:runing", 3, 6, "unknown state runing", "did you mean running?")]
    [InlineData("is:3", 3, 1, "unknown state 3", "running zombie exited")]
    [InlineData("is:*", 3, 1, "unknown state *", "running")]
    [InlineData("kind:exce.enter", 5, 10, "unknown kind exce.enter", "did you mean exec.enter?")]
    [InlineData("kind:q*", 5, 2, "unknown kind q*", "there are fork")]
    [InlineData("pid:12x", 4, 3, "12x is not a number", "as in pid:4312")]
    [InlineData("pid:1*", 4, 2, "1* is not a number", "whole number")]
    [InlineData("pid:+5", 4, 2, "+5 is not a number", "whole number")]
    [InlineData("pid:99999999999999999999", 4, 20, "99999999999999999999 is not a number", "whole number")]
    [InlineData("uid:root", 4, 4, "root is not a number", "user:root")]
    [InlineData("ret:<", 5, 0, "ret has no value", "ret:<0")]
    [InlineData("ret:<x", 5, 1, "x is not a number", "ret:<0")]
    [InlineData("pid:<1,2", 0, 0, null, null)]
    [InlineData("pid<1,2", 5, 2, "a comparison takes one value", "or")]
    [InlineData("dur:50", 4, 2, "50 has no unit", "add a unit, e.g. 50ms")]
    [InlineData("dur:<50", 5, 2, "50 has no unit", "add a unit, e.g. 50ms")]
    [InlineData("dur<0", 4, 1, "0 has no unit", "add a unit, e.g. 0ms")]
    [InlineData("dur:>5parsecs", 5, 8, "5parsecs is not a duration", "ns us ms s m h")]
    [InlineData("dur:>-5ms", 5, 4, "-5ms is not a duration", "ns us ms s m h")]
    [InlineData("dur:>99999999999h", 5, 12, "99999999999h is not a duration", "")]
    [InlineData("zombie:>ms", 8, 2, "ms is not a duration", "zombie:>1s")]
    [InlineData("under:sh", 6, 2, "sh is not a process", "write a pid")]
    [InlineData("under:1-", 6, 2, "1- is not a process", "write a pid")]
    [InlineData("under:-1", 6, 2, "-1 is not a process", "write a pid")]
    [InlineData("comm:<5", 5, 1, "< does not apply to comm", "comm:\"<5\"")]
    [InlineData("comm>=5", 4, 2, ">= does not apply to comm", "comm:\">=5\"")]
    [InlineData("pid~1", 3, 1, "~ does not apply to pid", "pid:4312")]
    [InlineData("errno:<5", 6, 1, "< does not apply to errno", "errno:ENOENT")]
    [InlineData("is~x", 2, 1, "~ does not apply to is", "is:failed")]
    [InlineData("under>5", 5, 1, "> does not apply to under", "under:1200")]
    [InlineData("(a", 0, 1, "\"(\" is never closed", "add")]
    [InlineData("a (", 2, 1, "\"(\" is never closed", "add")]
    [InlineData("a)", 1, 1, "\")\" closes nothing", "remove")]
    [InlineData(")", 0, 1, "\")\" closes nothing", "remove")]
    [InlineData("a ()", 2, 2, "nothing between the parentheses", "fill")]
    [InlineData("\"abc", 0, 4, "the quote is never closed", "add \"")]
    [InlineData("comm:\"abc def", 5, 8, "the quote is never closed", "add \"")]
    [InlineData("comm:x\"", 6, 1, "the quote is never closed", "add \"")]
    [InlineData("\"a\\\"", 0, 4, "the quote is never closed", "")]
    [InlineData("\"\"", 0, 2, "nothing between the quotes", "")]
    [InlineData("comm:", 5, 0, "comm has no value", "comm:cc1")]
    [InlineData("comm: x", 5, 0, "comm has no value", "comm:cc1")]
    [InlineData("comm~", 5, 0, "comm has no value", "comm:cc1")]
    [InlineData("errno:ENOENT,", 13, 0, "errno has an empty value", "comma")]
    [InlineData("errno:,ENOENT", 6, 0, "errno has an empty value", "comma")]
    [InlineData("pid:\"\"", 4, 2, "\"\" is not a number", "")]
    [InlineData("or", 0, 2, "\"or\" has nothing before it", "in quotes")]
    [InlineData("or a", 0, 2, "\"or\" has nothing before it", "in quotes")]
    [InlineData("a or", 2, 2, "\"or\" has nothing behind it", "in quotes")]
    [InlineData("a or or b", 2, 2, "\"or\" has nothing behind it", "in quotes")]
    [InlineData("(a or) b", 3, 2, "\"or\" has nothing behind it", "in quotes")]
    [InlineData("a and", 2, 3, "\"and\" has nothing behind it", "in quotes")]
    [InlineData("not", 0, 3, "\"not\" has nothing behind it", "in quotes")]
    [InlineData("a NOT", 2, 3, "\"not\" has nothing behind it", "in quotes")]
    [InlineData("-", 0, 1, "\"-\" has nothing behind it", "-comm:sh")]
    [InlineData("a - b", 2, 1, "\"-\" has nothing behind it", "-comm:sh")]
    [InlineData("(-)", 1, 1, "\"-\" has nothing behind it", "-comm:sh")]
    [InlineData("a && b", 2, 2, "&& stands alone", "AND already")]
    [InlineData("a || b", 2, 2, "|| stands alone", "write or")]
    [InlineData("dur < 5ms", 4, 1, "< stands alone", "without spaces")]
    [InlineData("dur <5ms", 4, 4, "<5ms stands alone", "without spaces")]
    [InlineData("comm~(a", 6, 1, "not a regular expression: \"(\" is never closed", "quote")]
    [InlineData("comm~a[", 6, 1, "not a regular expression: \"[\" is never closed", "quote")]
    [InlineData("comm~*a", 5, 2, "not a regular expression: there is nothing to repeat", "quote")]
    [InlineData("comm~(?=a)", 5, 5, "not a regular expression: it looks around", "not supported")]
    [InlineData("comm~(a)\\1", 5, 5, "not a regular expression: it looks around", "not supported")]
    public void TryParse_Wrong_SaysWhereAndWhatToDo(string text, int position, int length, string? message, string? hint)
    {
        if (message is null)
        {
            Parse.Good(text);
            return;
        }

        var error = Parse.Bad(text);

        Assert.StartsWith(message, error.Message);
        Assert.Contains(hint!, error.Hint ?? "");
        Assert.Equal((position, length), (error.Position, error.Length));
    }

    [Fact]
    public void Sentence_MessageAndHint_ReadsAsTheContract()
        => Assert.Equal("unknown errno ENONET, did you mean ENOENT?", Parse.Bad("errno:ENONET").Sentence);

    [Theory]
    [InlineData("uid:0 com:x", "uid:0 comm:x")]
    [InlineData("errno:ENONENT or sh", "errno:ENOENT or sh")]
    [InlineData("signal:SIGKIL", "signal:SIGKILL")]
    [InlineData("signal:137", "signal:SIGKILL")]
    [InlineData("errno:-2", "errno:2")]
    [InlineData("a )", "a ")]
    public void Replacement_PutIn_CuresTheFilter(string text, string cured)
    {
        var error = Parse.Bad(text);

        Assert.Equal(cured, text.Remove(error.Position, error.Length).Insert(error.Position, error.Replacement!));
        Parse.Good(cured);
    }

    [Fact]
    public void TryParse_Refused_GivesEverythingAndKeepsFirstErrorOnly()
    {
        Assert.False(Filter.TryParse("com:x errno:ENONT", out var filter, out var error));

        Assert.True(filter.IsEverything);
        Assert.Contains("com", error.Message);
    }

    [Fact]
    public void Message_HostileText_IsShortAndVisible()
    {
        var error = Parse.Bad("errno:" + '\u001b' + "[31m" + '\u202e' + new string('x', 500));

        Assert.True(error.Message.Length < 100);
        Assert.DoesNotContain(error.Message, c => char.IsControl(c) || c == '\u202e');
    }
}
