namespace Dashboard.Server.Api;

/// <summary>The request asks for something that cannot be understood; becomes 400 with this body.</summary>
internal sealed class BadInputException(ApiError error) : Exception(error.Error)
{
    public BadInputException(string error, string hint) : this(new ApiError(error, hint))
    {
    }

    public ApiError Error { get; } = error;
}
