using Marketplace.Accreditation;
using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Providers.Register;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Providers;

/// <summary>Providers in the API.</summary>
internal static class ProviderEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("Providers");
        api.MapGet("/providers/{id}", Show).WithSummary("A provider with its sites and certificates")
            .Produces<ProviderAnswer>().Refuses(404).Needs(ProviderScopes.Read);
        api.MapPost("/providers", Register).WithSummary("Registers an organisation")
            .Accepts<ProviderInput>("application/json").Produces<ProviderWritten>(201).Refuses(400, 403, 409, 413, 415, 422).Needs(ProviderScopes.Write);
    }

    private static async Task<IResult> Show(string id, HttpContext http, IProviders providers, ICertificates certificates, MarketClock clock)
    {
        if (!ProviderId.TryParse(id, null, out var provider) || await providers.Find(provider, http.RequestAborted) is not { } found)
            return ApiResults.Problem(Refusal.NotFound());
        ApiResults.Tag(http, found.Version);
        return ApiResults.Json(ProviderAnswer.Of(found, await certificates.OfProvider(provider, http.RequestAborted), clock.Today));
    }

    private static async Task<IResult> Register(HttpContext http, CurrentActor actor, RegisterProvider register, IStore store)
    {
        if (!(await ApiBody.Read<ProviderInput>(http)).Is(out var input, out var refusal)) return ApiResults.Problem(refusal);
        return await ApiCommand.Answer(http, actor.Value, store, input,
            command => register.Run(actor.Value, input,
                document => command?.Answering(ProviderWritten.Of(document), StatusCodes.Status201Created, document.Version, At(document)), http.RequestAborted),
            saved => saved.Repeated, saved => ApiResults.Created(ProviderWritten.Of(saved.Document), At(saved.Document), saved.Document.Version));
    }

    private static string At(Document<Provider> document) => $"/api/v1/providers/{document.Value.Id}";
}
