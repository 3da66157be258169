using Dashboard.Core.Filtering.Language;
using Xunit;

namespace Dashboard.Core.Tests.Filtering.Language;

public sealed class FilterParserTests
{
    [Theory]
    [InlineData("signal:SIGSEGV", true)]
    [InlineData("exit:>0", true)]
    [InlineData("is:failed", true)]
    [InlineData("comm:make (is:exited or is:zombie)", true)]
    [InlineData("is:short", true)]
    [InlineData("comm:make", false)]
    [InlineData("exit:1 or comm:make", false)]
    [InlineData("-is:failed", false)]
    [InlineData("errno:ENOENT", false)]
    [InlineData("args~zebra", true)]
    [InlineData("cwd:/srv/*", true)]
    [InlineData("exe:/usr/bin/gcc", true)]
    [InlineData("path:/tmp/a comm:sh", true)]
    [InlineData("zebra", true)]
    [InlineData("10589", true)]
    [InlineData("-args~zebra", false)]
    [InlineData("user:root", false)]
    public void AsksForEnded_OfAFilter_IsThatOnlyEndedOnesAreLikelyToMatch(string text, bool asks)
        => Assert.Equal(asks, Parse.Good(text).AsksForEnded);

    /// <summary>The right side is the canonical text, which shows the tree's structure.</summary>
    [Theory]
    [InlineData("a b", "\"a\" \"b\"")]
    [InlineData("a and b", "\"a\" \"b\"")]
    [InlineData("a AND b OR c", "\"a\" \"b\" or \"c\"")]
    [InlineData("a or b c", "\"a\" or \"b\" \"c\"")]
    [InlineData("(a or b) c", "(\"a\" or \"b\") \"c\"")]
    [InlineData("a(b or c)d", "\"a\" (\"b\" or \"c\") \"d\"")]
    [InlineData("(a b) (c d)", "\"a\" \"b\" \"c\" \"d\"")]
    [InlineData("(a or b) or c", "\"a\" or \"b\" or \"c\"")]
    [InlineData("((((a))))", "\"a\"")]
    [InlineData("not a b", "-\"a\" \"b\"")]
    [InlineData("-a or b", "-\"a\" or \"b\"")]
    [InlineData("not (a or b)", "-(\"a\" or \"b\")")]
    [InlineData("-(a b)", "-(\"a\" \"b\")")]
    [InlineData("not not a", "--\"a\"")]
    [InlineData("not -a", "--\"a\"")]
    [InlineData("-5", "-pid:5")]
    [InlineData("a-b", "\"a-b\"")]
    [InlineData("\"or\" \"not\"", "\"or\" \"not\"")]
    [InlineData("order android nothing", "\"order\" \"android\" \"nothing\"")]
    [InlineData("12:30 /a:b +x", "\"12:30\" \"/a:b\" \"+x\"")]
    [InlineData("PID:5 Comm:A", "pid:5 comm:A")]
    [InlineData("pid:5,-6,7", "pid:5 or pid:-6 or pid:7")]
    [InlineData("uid:0 pid:5,6", "uid:0 (pid:5 or pid:6)")]
    [InlineData("-pid:5,6", "-(pid:5 or pid:6)")]
    [InlineData("pid:<5,>10", "pid:<5 or pid:>10")]
    [InlineData("comm:\"a,b\",c", "comm:\"a,b\" or comm:c")]
    [InlineData("comm:\"a \\\" \\\\ b\"", "comm:\"a \\\" \\\\ b\"")]
    [InlineData("path:/tmp/\"my dir\"/*", "path:\"/tmp/my dir/\"*")]
    [InlineData("path:\"/tmp/*\"", "path:\"/tmp/*\"")]
    [InlineData("comm:a\\b", "comm:\"a\\\\b\"")]
    [InlineData("comm:\"\"", "comm:\"\"")]
    [InlineData("comm:a**b", "comm:a*b")]
    [InlineData("kind:exec", "kind:exec.enter or kind:exec.exit")]
    [InlineData("errno:2", "errno:ENOENT")]
    [InlineData("errno:EWOULDBLOCK", "errno:EAGAIN")]
    [InlineData("errno:524", "errno:524")]
    [InlineData("errno:64", "errno:64")]
    [InlineData("signal:kill,SIGRTMIN+2", "signal:SIGKILL or signal:SIGRTMIN+2")]
    [InlineData("dur:<1.5s", "dur:<1500ms")]
    [InlineData("dur<=2h", "dur:<=2h")]
    [InlineData("exit:*", "exit:*")]
    [InlineData("(comm~(a|b))", "comm~\"(a|b)\"")]
    [InlineData("comm:~a", "comm~\"a\"")]
    [InlineData("comm~\\(", "comm~\"\\\\(\"")]
    [InlineData("comm~\"a \\d+\"", "comm~\"a \\\\d+\"")]
    [InlineData("comm~a,b", "comm~\"a,b\"")]
    [InlineData("\"\\d\"", "\"\\\\d\"")]
    [InlineData("under:5,6-7", "under:5 or under:6-7")]
    [InlineData("is:NoExec", "is:noexec")]
    public void TryParse_Text_HasThisStructure(string text, string canonical)
    {
        var filter = Parse.Good(text);

        Assert.Equal(canonical, filter.Expression.ToString());
        Assert.Equal(canonical, Parse.Good(canonical).Expression.ToString());
        Assert.Equal(text, filter.Text);
    }

    [Fact]
    public void TryParse_DepthAtLimit_Parses()
    {
        var text = new string('(', FilterParser.MaxDepth) + "a" + new string(')', FilterParser.MaxDepth);

        Parse.Good(text);
        Assert.Contains("nested deeper", Parse.Bad("(" + text + ")").Message);
    }

    [Fact]
    public void TryParse_LengthAtLimit_Parses()
    {
        var text = new string('a', Filter.MaxLength);

        Parse.Good(text);
        Assert.Equal(Filter.MaxLength, Parse.Bad(text + "a").Position);
    }

    [Fact]
    public void Expression_Walked_GivesEveryNode()
    {
        var or = Assert.IsType<FilterExpression.Or>(Parse.Good("make or -ret:<0 is:zombie under:3-4").Expression);
        Assert.IsType<FilterExpression.Word>(or.Operands[0]);
        var and = Assert.IsType<FilterExpression.And>(or.Operands[1]);

        var not = Assert.IsType<FilterExpression.Not>(and.Operands[0]);
        Assert.Equal(new FilterExpression.Number(FilterField.Ret, new NumberTest(NumberComparison.Less, 0)), not.Operand);
        Assert.Equal(new FilterExpression.Is(FilterFlag.Zombie), and.Operands[1]);
        Assert.Equal(new FilterExpression.Under(3, 4), and.Operands[2]);
    }
}
