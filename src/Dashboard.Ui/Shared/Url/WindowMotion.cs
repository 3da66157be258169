namespace Dashboard.Ui.Shared.Url;

/// <summary>How a visible range changes as time passes.</summary>
public enum WindowMotion
{
    Still,

    /// <summary>Moves with the current time: the last seconds.</summary>
    Follows,

    /// <summary>Grows: everything since capture began.</summary>
    Grows,
}
