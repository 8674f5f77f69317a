using Microsoft.AspNetCore.Antiforgery;

namespace Marketplace.Web.Hosting;

/// <summary>
/// A form without a valid token is answered with the site's own page, in the reader's language: it may be a page left open too long.
/// The framework would answer in plain English text in Development.
/// </summary>
internal sealed class RefusedForms(RequestDelegate next)
{
    public Task Invoke(HttpContext http)
    {
        // The error page that is shown instead is asked for by GET, and still sees what was found of the form.
        if (HttpMethods.IsGet(http.Request.Method) || http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false } validation) return next(http);
        // The token is sought in the body, so a body that the server gave up is noticed here.
        http.Response.StatusCode = validation.Error?.InnerException is BadHttpRequestException { StatusCode: var status } ? status : StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }
}
