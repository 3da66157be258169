using MudBlazor;

namespace Dashboard.Ui.Shared.Shell;

/// <summary>
/// Shape and typography of MudBlazor's components. Their colours come from wwwroot/css/mud.css, which maps MudBlazor's
/// variables to our tokens, so that a theme switch needs no render.
/// </summary>
public static class LifecycleTheme
{
    private static readonly string[] Ui = ["var(--font-ui)"];

    public static MudTheme Theme { get; } = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "5px", AppbarHeight = "48px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Ui, FontSize = ".8125rem", LineHeight = "1.45", LetterSpacing = "0" },
            H6 = new H6Typography { FontFamily = Ui, FontSize = ".9375rem", FontWeight = "600", LetterSpacing = "0" },
            Body1 = new Body1Typography { FontFamily = Ui, FontSize = ".8125rem", LetterSpacing = "0" },
            Body2 = new Body2Typography { FontFamily = Ui, FontSize = ".8125rem", LetterSpacing = "0" },
            Button = new ButtonTypography { FontFamily = Ui, FontSize = ".8125rem", FontWeight = "500", LetterSpacing = "0", TextTransform = "none" },
        },
    };
}
