using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Marketplace.Web.OpenApi;

/// <summary>The description of the API at <c>/openapi/v1.json</c>, and in Development a page to try it.</summary>
internal static class ApiDocument
{
    public static IServiceCollection AddApiDocument(this IServiceCollection services) =>
        services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
            options.AddSchemaTransformer(ValueSchemas.Apply);
            options.AddOperationTransformer(CommonHeaders.Apply);
            options.AddOperationTransformer(SecuritySchemes.Apply);
            options.AddDocumentTransformer(SecuritySchemes.Declare);
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "Marketplace API";
                document.Info.Version = "1";
                document.Info.Description =
                    "Standardised technology services, found by what they demonstrably comply with. "
                    + "Money is in integer minor units, days are calendar days of the market's time zone, instants are UTC. "
                    + "Errors are problem details (RFC 9457) that name the field.";
                document.Servers = [new OpenApiServer { Url = "/" }];
                return Task.CompletedTask;
            });
        });

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        if (app.Environment.IsDevelopment()) app.MapScalarApiReference("/scalar").ExcludeFromDescription();
    }
}
