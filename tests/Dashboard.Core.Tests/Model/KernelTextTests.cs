using System.Text;
using System.Text.Json;
using CsCheck;
using Dashboard.Core.Model;
using Xunit;

namespace Dashboard.Core.Tests.Model;

public sealed class KernelTextTests
{
    [Fact]
    public void Decode_AnyBytes_EncodeGivesTheSameBytes()
        => Gen.Byte.Array[0, 64].Sample(bytes => KernelText.Encode(KernelText.Decode(bytes)).AsSpan().SequenceEqual(bytes));

    [Fact]
    public void Decode_AnyBytes_SurvivesJson()
        => Gen.Byte.Array[0, 64].Sample(bytes =>
        {
            var text = KernelText.Decode(bytes);
            return JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(text)) == text;
        });

    [Fact]
    public void Decode_BytesOfARawCharacterItself_EncodeGivesTheSameBytes()
    {
        var bytes = Encoding.UTF8.GetBytes("\uEF80\uEFFF");
        Assert.Equal(bytes, KernelText.Encode(KernelText.Decode(bytes)));
    }

    [Theory]
    [InlineData("plain /bin/sh", "plain /bin/sh")]
    [InlineData("naïve 日本 😀", "naïve 日本 😀")]
    [InlineData("a\nb\tc\x1b[31m", "a\\nb\\tc\\x1b[31m")]
    [InlineData("gnp.\u202eexe", "gnp.\\u202eexe")]
    [InlineData("zero\u200bwidth", "zero\\u200bwidth")]
    [InlineData("tag\U000E0061\U000E007F", "tag\\U000e0061\\U000e007f")]
    [InlineData("selector\uFE0F\U000E0100", "selector\\ufe0f\\U000e0100")]
    [InlineData("\u0085\u009b31m", "\\u0085\\u009b31m")]
    [InlineData("a\u3164b\u115fc\u00add\u180ee\ufff9f\u2800g", "a\\u3164b\\u115fc\\u00add\\u180ee\\ufff9f\\u2800g")]
    [InlineData("<script>", "<script>")]
    public void Display_Text_ShowsWhatWouldDeceive(string text, string shown) => Assert.Equal(shown, KernelText.Display(text));

    [Fact]
    public void Display_InvalidUtf8_ShowsTheByte()
        => Assert.Equal("a\\xffb", KernelText.Display(KernelText.Decode([(byte)'a', 0xff, (byte)'b'])));
}
