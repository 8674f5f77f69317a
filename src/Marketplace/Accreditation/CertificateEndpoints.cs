using Marketplace.Accreditation.Amend;
using Marketplace.Accreditation.Documents;
using Marketplace.Accreditation.Present;
using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Accreditation;

/// <summary>Certificates in the API.</summary>
internal static class CertificateEndpoints
{
    /// <summary>A certificate may bring five thousand scope lines.</summary>
    private const int LargestBody = 4 << 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("Certificates");
        DocumentEndpoint.Map(routes);
        api.MapGet("/certificates/{id}", Show).WithSummary("A certificate, with its scope and how it stands today")
            .Produces<CertificateAnswer>().Refuses(404).Needs(CertificateScopes.Read);
        api.MapPost("/providers/{id}/certificates", Present).WithSummary("Hands in a certificate for a provider")
            .Accepts<CertificateInput>("application/json").Produces<CertificateWritten>(201).Refuses(400, 403, 404, 409, 413, 415, 422).Needs(CertificateScopes.Write);
        api.MapPut("/certificates/{id}", Amend).WithSummary("Replaces what a certificate states")
            .Accepts<CertificateInput>("application/json").Produces<CertificateWritten>().Refuses(400, 403, 404, 409, 412, 413, 415, 422, 428).Needs(CertificateScopes.Write);
    }

    private static async Task<IResult> Show(string id, HttpContext http, ICertificates certificates, MarketClock clock)
    {
        if (!CertificateId.TryParse(id, null, out var certificate) || await certificates.Find(certificate, http.RequestAborted) is not { } found)
            return ApiResults.Problem(Refusal.NotFound());
        ApiResults.Tag(http, found.Version);
        return ApiResults.Json(CertificateAnswer.Of(found, clock.Today));
    }

    private static async Task<IResult> Present(
        string id, HttpContext http, CurrentActor actor, PresentCertificate present, IStore store, MarketClock clock)
    {
        if (!ProviderId.TryParse(id, null, out var provider)) return ApiResults.Problem(Refusal.NotFound());
        if (!(await ApiBody.Read<CertificateInput>(http, LargestBody)).Is(out var input, out var refusal)) return ApiResults.Problem(refusal);
        return await ApiCommand.Answer(http, actor.Value, store, input,
            command => present.Run(actor.Value, provider, input,
                document => command?.Answering(CertificateWritten.Of(document, clock.Today), StatusCodes.Status201Created, document.Version, At(document)),
                cancel: http.RequestAborted),
            saved => saved.Repeated, saved => ApiResults.Created(CertificateWritten.Of(saved.Document, clock.Today), At(saved.Document), saved.Document.Version));
    }

    private static async Task<IResult> Amend(
        string id, HttpContext http, CurrentActor actor, AmendCertificate amend, IStore store, MarketClock clock)
    {
        if (!CertificateId.TryParse(id, null, out var certificate)) return ApiResults.Problem(Refusal.NotFound());
        if (!IfMatch.Read(http).Is(out var readAt, out var refusal)) return ApiResults.Problem(refusal);
        if (!(await ApiBody.Read<CertificateInput>(http, LargestBody)).Is(out var input, out refusal)) return ApiResults.Problem(refusal);
        return await ApiCommand.Answer(http, actor.Value, store, input,
            command => amend.Run(actor.Value, certificate, readAt, input,
                document => command?.Answering(CertificateWritten.Of(document, clock.Today), StatusCodes.Status200OK, document.Version),
                cancel: http.RequestAborted),
            saved => saved.Repeated, saved => ApiResults.Json(CertificateWritten.Of(saved.Document, clock.Today), version: saved.Document.Version));
    }

    private static string At(Document<Certificate> document) => $"/api/v1/certificates/{document.Value.Id}";
}
