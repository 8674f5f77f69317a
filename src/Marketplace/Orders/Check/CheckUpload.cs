using System.Security.Cryptography;
using Marketplace.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Orders.Check;

/// <summary>
/// <c>POST /check/{code}/file</c>: for whoever has no script that works out a file's hash. It is hashed as it comes, kept nowhere, neither on disk nor
/// in memory, and the answer leads to the page that names the hash. Nothing is changed by it, so no token is asked for.
/// </summary>
internal static class CheckUpload
{
    public const string Field = "file";

    private const int LongestBoundary = 100;

    public static IEndpointRouteBuilder MapChecking(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/check/{code}/file", Take).ExcludeFromDescription();
        return routes;
    }

    private static async Task<IResult> Take(string code, HttpContext http)
    {
        var page = $"/check/{Uri.EscapeDataString(code)}";
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= LongestBoundary } boundary) return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        try
        {
            var parts = new MultipartReader(boundary, http.Request.Body);
            while (await parts.ReadNextSectionAsync(http.RequestAborted) is { } part)
            {
                if (part.AsFileSection() is not { Name: Field, FileStream: { } content }) continue;
                var (hash, bytes) = await HashOf(content, http.RequestAborted);
                return Results.LocalRedirect(bytes == 0 ? $"{page}?problem=required" : hash is null ? $"{page}?problem=large" : $"{page}?sha256={hash}");
            }
            return Results.LocalRedirect($"{page}?problem=required");
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }
    }

    /// <returns>No hash where there is more than any file here may have.</returns>
    private static async Task<(string? Hash, long Bytes)> HashOf(Stream content, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        var bytes = 0L;
        for (int read; (read = await content.ReadAsync(buffer, cancel)) > 0;)
        {
            hash.AppendData(buffer.AsSpan(0, read));
            if ((bytes += read) > FileTypes.MostBytes) return (null, bytes);
        }
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }
}
