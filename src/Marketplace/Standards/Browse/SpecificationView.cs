using System.Text.Json;
using Marketplace.Standards.Loading;

namespace Marketplace.Standards.Browse;

/// <summary>
/// A listing specification as it is downloaded. <see cref="Hash"/> is the SHA-256 of the canonical JSON of <see cref="Definition"/>.
/// </summary>
internal sealed record SpecificationView(
    string Class, int Edition, string Statement, string Hash, JsonElement Definition, IReadOnlyDictionary<string, IReadOnlyList<string>> Bands)
{
    public static SpecificationView Of(Specification specification) => new(
        specification.Class.Code, specification.Edition, specification.Definition.Text("status"), specification.Hash, specification.Definition,
        specification.Questions.Where(q => q.Bands is not null)
            .ToDictionary(q => q.Key, IReadOnlyList<string> (q) => [.. q.Bands!.All.Select(b => b.Value)]));
}
