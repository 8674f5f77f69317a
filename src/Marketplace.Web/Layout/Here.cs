using Microsoft.AspNetCore.Diagnostics;

namespace Marketplace.Web.Layout;

/// <summary>The address the reader asked for, also where an error page answers in its stead.</summary>
internal static class Here
{
    public static string Of(HttpContext http) =>
        http.Features.Get<IStatusCodeReExecuteFeature>() is { } original ? original.OriginalPath + original.OriginalQueryString
        : http.Features.Get<IExceptionHandlerPathFeature>() is { } failed ? failed.Path
        : http.Request.Path + http.Request.QueryString;
}
