using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Files;

/// <summary>A file that was opened for somebody who may have it.</summary>
internal sealed record OpenedFile(StoredFile File, Stream Content);

/// <summary>
/// The one way a file of a user leaves the site: as an attachment of the type its bytes have, in a sandbox for a browser that shows it all the
/// same, and for this reader's cache alone, which asks again each time. Who may have it was asked before.
/// </summary>
public static class FileDownload
{
    public const string Policy = "sandbox; default-src 'none'";

    public static IResult Answer(HttpContext http, StoredFile file, Stream content)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Stream(content, file.MediaType, file.Name, entityTag: new EntityTagHeaderValue($"\"{file.Hash}\""));
    }
}
