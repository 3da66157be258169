using Dashboard.Core.Model;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dashboard.Server.Api;

/// <summary>Adds what reflection cannot find: the login, and the types that are strings in JSON.</summary>
internal static class OpenApiDescription
{
    private const string BearerScheme = "token";

    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["filter"] = "Filter language, as in the filter box: comm:cc1 -errno:ENOENT dur:<50ms. Empty matches everything.",
        ["state"] = "running, zombie, exited; several separated by commas.",
        ["limit"] = $"Items of a page: 1 to {QueryInput.MaxLimit}, {QueryInput.DefaultLimit} without it.",
        ["cursor"] = "\"next\" of the page before.",
        ["from"] = "From this time on: ISO 8601 with up to nine decimals, milliseconds since 1970, or a time before now: -2m, -1h30m, now. Now is the last event of a recording.",
        ["to"] = "Before this time, written in the same ways.",
        ["by"] = "Fields to group by: errno, syscall, comm, path; all without it.",
        ["sort"] = "The largest first. /spawners: starts (without it), failed, cpu. /programs: runs (without it), failed, cpu, median, p95, sum, name.",
        ["fromSeq"] = "Continue after the event with this number, while it is still held; without it the stream begins now.",
        ["format"] = "ndjson (without it) or csv.",
        ["id"] = "PID-STARTNS.",
        ["pid"] = "A pid number.",
    };

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Process Lifecycle Dashboard";
            document.Info.Description = "Forks, execs and exits of this machine. Unknown is null, never a made-up value.";
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [BearerScheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "The token that the program prints when it starts.",
                },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerScheme, document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            foreach (var parameter in operation.Parameters ?? [])
            {
                if (parameter is OpenApiParameter described && Parameters.TryGetValue(parameter.Name ?? "", out var text))
                {
                    described.Description = text;
                    if (parameter.Name is "limit" or "fromSeq" or "pid")
                    {
                        described.Schema = new OpenApiSchema { Type = JsonSchemaType.Integer };
                    }
                }
            }

            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type == typeof(ProcessId))
            {
                Text(schema, "One life of a pid: PID-STARTNS.", "^[0-9]+-[0-9]+$", null);
            }
            else if (type == typeof(Timestamp))
            {
                Text(schema, "ISO 8601 in UTC with nine decimals.", null, "date-time");
            }

            return Task.CompletedTask;
        });
    }

    private static void Text(OpenApiSchema schema, string description, string? pattern, string? format)
    {
        schema.Type = JsonSchemaType.String;
        schema.Description = description;
        schema.Pattern = pattern;
        schema.Format = format;
    }
}
