using System.Text.Json;
using Marketplace.Files;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Check;

/// <summary>What anybody may know who holds a delivered file: nothing of the buyer, of money, or of what else was agreed.</summary>
/// <param name="Methods">The methods, with their editions, that the service was published for; empty where it names none.</param>
internal sealed record CheckedReport(
    ProviderId ProviderId, Bilingual Provider, ListingId Listing, Bilingual Service, string Class, int Edition, IReadOnlyList<string> Methods, DeliveredFile File);

/// <summary>
/// Says whether a file was delivered here under a code. Code and file are both wanted: a code that leads nowhere, and one whose file this is not,
/// have the same answer.
/// </summary>
internal sealed class CheckReport(IOrders orders)
{
    /// <param name="hash">SHA-256 of the file.</param>
    public async Task<CheckedReport?> Run(string? code, string hash, CancellationToken cancel = default)
    {
        if (CheckCode.Read(code) is not { } read || !FileHash.IsOne(hash) || await orders.Check(read, cancel) is not { } leads) return null;
        if (await orders.Find(leads.Order, cancel) is not { Value: var order } || DeliveredFile.Of(order, leads.Milestone, hash) is not { } file) return null;
        if (await orders.Evidence(leads.Order, cancel) is not { } evidence) return null;
        var frozen = evidence.Read();
        return new CheckedReport(order.Provider, frozen.Provider.Name, order.Listing, frozen.Listing.Title, frozen.Listing.Class, frozen.Listing.Edition, Methods(frozen.Listing), file);
    }

    /// <summary>Of the rows in which a test service says what it tests by which method.</summary>
    private static IReadOnlyList<string> Methods(FrozenListing listing) =>
        listing.Answers["scope_items"] is not { ValueKind: JsonValueKind.Array } rows ? [] :
        [
            .. rows.EnumerateArray().Where(row => row.ValueKind == JsonValueKind.Object)
                .Select(row => string.Join('-', new[] { Text(row, "method_standard"), Text(row, "method_edition") }.OfType<string>()))
                .Where(it => it.Length > 0).Distinct(),
        ];

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var cell) && cell.ValueKind == JsonValueKind.String ? cell.GetString() : null;
}
