namespace Dashboard.Ui.Shared.Url;

/// <summary>What a visible range does while time goes on.</summary>
public enum WindowMotion
{
    Still,

    /// <summary>Moves along: the last seconds.</summary>
    Follows,

    /// <summary>Grows: all since capture.</summary>
    Grows,
}
