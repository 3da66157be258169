using Dashboard.Ui.Shared.Text;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Text;

/// <summary>In a real browser ColumnTests looks at the head of each table.</summary>
public sealed class ColumnWordsTests
{
    [Fact]
    public void Meanings_ArePlainSentences()
        => Assert.All(ColumnWords.All.Concat(FactWords.All), word =>
        {
            Assert.EndsWith(".", word.Meaning, StringComparison.Ordinal);
            Assert.True(char.IsUpper(word.Meaning[0]), word.Name);
            Assert.InRange(word.Meaning.Length, 20, 240);
        });

    [Fact]
    public void All_HasEachWordOnce()
        => Assert.Equal(
            typeof(ColumnWords).GetFields().Where(f => f.FieldType == typeof(Word)).Select(f => ((Word)f.GetValue(null)!).Name).Order(),
            ColumnWords.All.Select(word => word.Name).Order());
}
