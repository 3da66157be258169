using Dashboard.Core.Model;

namespace Dashboard.Server.Api;

/// <summary>
/// Refuses query parameters that a path does not have: a filter that is misspelt and ignored would give an answer that
/// looks right and is not.
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
