namespace Dashboard.Server.Api;

/// <summary>The request cannot be understood, or costs too much; becomes this status with this body.</summary>
internal sealed class BadInputException(ApiError error, int status = StatusCodes.Status400BadRequest) : Exception(error.Error)
{
    public BadInputException(string error, string hint) : this(new ApiError(error, hint))
    {
    }

    public ApiError Error { get; } = error;

    public int Status { get; } = status;
}
