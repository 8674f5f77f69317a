using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Marketplace.Api;
using Marketplace.Standards.Schema;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Standards.Browse;

internal sealed record DocumentList(int Total, IReadOnlyList<DocumentSummary> Items);

internal sealed record FamilyView(Family Family, IReadOnlyList<ClassSummary> Classes);

internal sealed record ClassSummary(
    string Code, Bilingual Name, string Definition, IReadOnlyDictionary<string, IReadOnlyList<string>> Crosswalk,
    IReadOnlyList<string> Standards, int Edition, string Hash);

internal sealed record ClassList(IReadOnlyList<FamilyView> Families);

/// <summary>The catalogue over HTTP: read only, the same for everybody, tagged with the version of the shipped data.</summary>
internal static class CatalogueApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("Catalogue").NeedsNoScope();
        api.MapGet("/classes", Classes)
            .WithSummary("The ten families with their classes").Produces<ClassList>().Produces<ApiProblem>(400, Problem);
        api.MapGet("/classes/{code}/specification", Specification)
            .WithSummary("The listing specification of a class").Produces<SpecificationView>().Produces<ApiProblem>(404, Problem);
        api.MapGet("/classes/{code}/schema", Schema)
            .WithSummary("JSON Schema (draft 2020-12) of the answers of a listing of this class").Produces<JsonObject>().Produces<ApiProblem>(404, Problem);
        api.MapGet("/standards", Standards)
            .WithSummary("Standards that services conform to").Produces<DocumentList>().Produces<ApiProblem>(400, Problem);
        api.MapGet("/standards/{id}", (string id, Catalogue catalogue) => Document(catalogue, catalogue.Standard(id)))
            .WithSummary("One standard with its editions and equivalences").Produces<DocumentView>().Produces<ApiProblem>(404, Problem);
        api.MapGet("/methods", Methods)
            .WithSummary("Test, calibration and inspection methods").Produces<DocumentList>().Produces<ApiProblem>(400, Problem);
        api.MapGet("/methods/{id}", (string id, Catalogue catalogue) => Document(catalogue, catalogue.Method(id)))
            .WithSummary("One method with its editions and equivalences").Produces<DocumentView>().Produces<ApiProblem>(404, Problem);
    }

    private const string Problem = "application/problem+json";

    private static IResult Classes(
        Catalogue catalogue, [MaxLength(DocumentFilter.LongestQuery), RegularExpression(CleanText.Pattern)] string? q, string? family)
    {
        if (DocumentFilter.Fault(q) is { } problem) return ApiResults.Problem(new Refusal(RefusalKind.Invalid, [problem]));
        var filter = new ClassFilter(q, family);
        if (filter.Unknown(catalogue) is { } unknown) return ApiResults.Problem(new Refusal(RefusalKind.Invalid, [unknown]));
        return Answer(catalogue, new ClassList([.. filter.Apply(catalogue).Select(it =>
            new FamilyView(it.Family, [.. it.Classes.Select(code => Summary(catalogue.Specification(code)!))]))]));
    }

    private static IResult Standards(
        Catalogue catalogue, [MaxLength(DocumentFilter.LongestQuery), RegularExpression(CleanText.Pattern)] string? q, string? body, string? jurisdiction, string? family, string? status, string? confidence) =>
        List(catalogue, catalogue.Standards, q, DocumentFilter.Of(q, body, jurisdiction, family, status, confidence));

    private static IResult Methods(
        Catalogue catalogue, [MaxLength(DocumentFilter.LongestQuery), RegularExpression(CleanText.Pattern)] string? q, string? body, string? jurisdiction, string? family, string? status, string? confidence) =>
        List(catalogue, catalogue.Methods, q, DocumentFilter.Of(q, body, jurisdiction, family, status, confidence));

    private static IResult List(Catalogue catalogue, IReadOnlyCollection<NormativeDocument> documents, string? q, DocumentFilter filter)
    {
        if (DocumentFilter.Fault(q) is { } problem) return ApiResults.Problem(new Refusal(RefusalKind.Invalid, [problem]));
        if (filter.Unknown(documents, catalogue).ToList() is { Count: > 0 } unknown) return ApiResults.Problem(new Refusal(RefusalKind.Invalid, unknown));
        IReadOnlyList<DocumentSummary> found = [.. filter.Apply(documents).Select(DocumentSummary.Of)];
        return Answer(catalogue, new DocumentList(found.Count, found));
    }

    private static IResult Document(Catalogue catalogue, NormativeDocument? document) =>
        document is null ? ApiResults.Problem(Refusal.NotFound()) : Answer(catalogue, DocumentView.Of(document, catalogue));

    private static IResult Specification(string code, Catalogue catalogue) =>
        catalogue.Specification(code) is { } specification
            ? Answer(catalogue, SpecificationView.Of(specification)) : ApiResults.Problem(Refusal.NotFound());

    private static IResult Schema(string code, Catalogue catalogue) =>
        catalogue.Specification(code) is { } specification
            ? Answer(catalogue, AnswersSchema.Of(specification)) : ApiResults.Problem(Refusal.NotFound());

    private static ClassSummary Summary(Specification specification) => new(
        specification.Class.Code, specification.Class.Name, specification.Class.Definition, specification.Class.Crosswalk,
        specification.Class.Standards, specification.Edition, specification.Hash);

    private static IResult Answer<T>(Catalogue catalogue, T value) => ApiResults.Json(value, version: catalogue.Version);
}
