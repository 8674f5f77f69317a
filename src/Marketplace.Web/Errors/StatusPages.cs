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
            api.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = http => ApiProblem.OfStatus(Status(http)).Write(http), SuppressDiagnosticsCallback = IsOfTheClient });
            api.UseStatusCodePages(context => ApiProblem.OfStatus(context.HttpContext.Response.StatusCode).Write(context.HttpContext));
        });
        app.UseWhen(http => !IsApi(http), pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = Path, StatusCodeSelector = StatusOf, CreateScopeForErrors = true, SuppressDiagnosticsCallback = IsOfTheClient });
            pages.UseStatusCodePagesWithReExecute(Path, "?status={0}", createScopeForStatusCodePages: true);
            pages.Use(AsksForErrorPage);
        });
        return app;
    }

    public static bool IsApi(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || http.Request.Path.StartsWithSegments("/dev", StringComparison.OrdinalIgnoreCase)
        || http.Request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase)
        || http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);

    /// <summary>The page that says what was wrong is asked for without the method and the body in which that was.</summary>
    private static async Task AsksForErrorPage(HttpContext http, RequestDelegate next)
    {
        var (method, length) = (http.Request.Method, http.Request.ContentLength);
        var instead = http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null;
        if (instead) (http.Request.Method, http.Request.ContentLength) = (HttpMethods.Get, null);
        try
        {
            await next(http);
        }
        finally
        {
            if (instead) (http.Request.Method, http.Request.ContentLength) = (method, length);
        }
    }

    /// <summary>A request that breaks off or is none is no fault of the site, and must not fill its log.</summary>
    private static bool IsOfTheClient(ExceptionHandlerSuppressDiagnosticsContext context) => context.Exception is BadHttpRequestException;

    private static int Status(HttpContext http) =>
        http.Features.Get<IExceptionHandlerFeature>()?.Error is { } error ? StatusOf(error) : StatusCodes.Status500InternalServerError;

    private static int StatusOf(Exception error) => error switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        StoreUnwritableException { Full: true } => StatusCodes.Status507InsufficientStorage,
        StoreUnwritableException or StoreUnreachableException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
