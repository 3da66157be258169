using Bunit;
using Dashboard.Core.Tests.House;
using Dashboard.Ui.Shared.Controls;
using Dashboard.Ui.Shared.Shell;
using Dashboard.Ui.Shared.Text;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Text;

public sealed class GlossaryTests : Screen
{
    [Fact]
    public void Words_AreThoseOfTheArchitecture()
    {
        var document = Checkout.Read("docs/architecture.md");

        Assert.All(Glossary.All, word => Assert.Contains($"\n| {word.Name} | ", document, StringComparison.Ordinal));
    }

    [Fact]
    public void Meanings_ArePlainSentences()
        => Assert.All(Glossary.All, word =>
        {
            Assert.EndsWith(".", word.Meaning, StringComparison.Ordinal);
            Assert.True(char.IsUpper(word.Meaning[0]), word.Name);
            Assert.InRange(word.Meaning.Length, 20, 240);
        });

    [Theory]
    [InlineData("A zombie for 5 s, then reaped by ", "A |*zombie| for 5 s, then |*reaped| by ")]
    [InlineData("Orphaned when its parent ", "|*Orphaned| when its parent ")]
    [InlineData("zombies, bereaped", "zombies, bereaped")]
    [InlineData("", "")]
    public void Split_Sentence_HasItsTermsApart(string sentence, string parts)
        => Assert.Equal(parts, string.Join('|', Glossary.Split(sentence).Select(p => p.Word is null ? p.Text : $"*{p.Text}")));

    [Fact]
    public async Task Help_ExplainsEachWord()
    {
        var help = Render<MudDialogProvider>();
        await help.InvokeAsync(() => Get<IDialogService>().ShowAsync<HelpDialog>("Keys"));

        Assert.Equal(Glossary.All.Select(w => w.Name), help.FindAll("[data-testid=help-words] dt").Select(t => t.TextContent));
    }

    [Fact]
    public void Term_IsReachedByKeys_AndSaysItsMeaning()
    {
        var term = Render<Term>(p => p.Add(t => t.Of, Glossary.Reap).Add(t => t.ChildContent, (RenderFragment)(b => b.AddContent(0, "Reaped"))));

        var element = term.Find("[data-testid=term]");
        Assert.Equal("Reaped", element.TextContent);
        Assert.Equal("0", element.GetAttribute("tabindex"));
        Assert.Equal(Glossary.Reap.Meaning, element.GetAttribute("aria-description"));
    }
}
