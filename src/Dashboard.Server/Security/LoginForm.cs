using Microsoft.Net.Http.Headers;

namespace Dashboard.Server.Security;

/// <summary>Parses the form of the login page from untrusted clients.</summary>
internal static class LoginForm
{
    private const string ContentType = "application/x-www-form-urlencoded";

    /// <summary>The form; or null, with the status and the error sentence.</summary>
    public static async Task<(IFormCollection? Form, int Status, string Problem)> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        // Accepts only the login page's content type: the parsers of multipart and of old character sets throw other exceptions.
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals(ContentType, StringComparison.OrdinalIgnoreCase)
            || !(type.Charset.Length == 0 || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            return (null, StatusCodes.Status415UnsupportedMediaType, $"This takes a form with the field t, as {ContentType} in UTF-8.");
        }

        try
        {
            return (await request.ReadFormAsync(context.RequestAborted), StatusCodes.Status200OK, "");
        }
        catch (BadHttpRequestException problem)
        {
            return (null, problem.StatusCode, problem.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? $"The form is larger than {AnonymousBodyLimit.MaxBytes} bytes."
                : "The body of the request is broken.");
        }
        catch (InvalidDataException)
        {
            return (null, StatusCodes.Status400BadRequest, "The form has too many or too long fields.");
        }
        catch (IOException)
        {
            return (null, StatusCodes.Status400BadRequest, "The body of the request is broken.");
        }
    }
}
