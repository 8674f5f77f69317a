using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Accreditation.Documents;

/// <summary><c>GET /certificates/{id}/documents/{hash}</c>: the document as a file.</summary>
internal static class DocumentEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/certificates/{id}/documents/{hash}", Show).ExcludeFromDescription();

    private static async Task<IResult> Show(string id, string hash, HttpContext http, CurrentActor actor, ShowDocument show) =>
        CertificateId.TryParse(id, null, out var certificate) && (await show.Run(actor.Value, certificate, hash, http.RequestAborted)).Is(out var opened, out _)
            ? FileDownload.Answer(http, opened.File, opened.Content)
            : Results.NotFound();
}
