using Dashboard.Core.Model;

namespace Dashboard.Server.Api;

/// <summary>
/// Refuses unknown query parameters: a misspelt filter that was ignored would return a wrong answer without an error.
/// </summary>
internal static class QueryNames
{
    public static RouteHandlerBuilder TakesQuery(this RouteHandlerBuilder endpoint, params string[] names)
        => endpoint.AddEndpointFilter((context, next) =>
        {
            foreach (var (name, values) in context.HttpContext.Request.Query)
            {
                if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
                {
                    throw new BadInputException($"There is no parameter \"{KernelText.Display(name)}\" here.",
                        names.Length == 0 ? "This path takes none." : $"This path takes {string.Join(", ", names)}.");
                }

                if (values.Count > 1)
                {
                    throw new BadInputException($"{name} is given {values.Count} times.", "Give it once.");
                }
            }

            return next(context);
        });
}
