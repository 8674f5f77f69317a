using Marketplace.Api;
using Marketplace.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace Marketplace.Web.Errors;

/// <summary>Answers without a body, and faults, become problem details under /api and a page in the reader's language elsewhere.</summary>
internal static class StatusPages
{
    public const string Path = "/error";

    public static WebApplication UseStatusPages(this WebApplication app)
    {
        app.UseWhen(IsApi, api =>
        {
            api.UseExceptionHandler(handler => handler.Run(http => ApiProblem.OfStatus(Status(http)).Write(http)));
            api.UseStatusCodePages(context => ApiProblem.OfStatus(context.HttpContext.Response.StatusCode).Write(context.HttpContext));
        });
        app.UseWhen(http => !IsApi(http), pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = Path, StatusCodeSelector = StatusOf, CreateScopeForErrors = true });
            pages.UseStatusCodePagesWithReExecute(Path, "?status={0}", createScopeForStatusCodePages: true);
        });
        return app;
    }

    public static bool IsApi(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || http.Request.Path.StartsWithSegments("/dev", StringComparison.OrdinalIgnoreCase)
        || http.Request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase)
        || http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);

    private static int Status(HttpContext http) =>
        http.Features.Get<IExceptionHandlerFeature>()?.Error is { } error ? StatusOf(error) : StatusCodes.Status500InternalServerError;

    private static int StatusOf(Exception error) => error switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        StoreUnwritableException { Full: true } => StatusCodes.Status507InsufficientStorage,
        StoreUnwritableException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
