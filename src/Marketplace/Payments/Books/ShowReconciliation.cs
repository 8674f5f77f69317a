using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Payments.Books;

/// <param name="Connected">Whether the provider of payments has books of its own to compare with.</param>
/// <param name="Last">Null before the first comparison.</param>
/// <param name="Earlier">The newest first.</param>
public sealed record ReconciliationView(bool Connected, Reconciliation? Last, IReadOnlyList<Reconciliation> Earlier);

/// <summary>The last comparisons with the provider's books, for operators and auditors.</summary>
internal sealed class ShowReconciliation(IPayments payments, IEnumerable<IGatewayBooks> books)
{
    private const int Most = 14;

    public async Task<Outcome<ReconciliationView>> Run(Actor actor, CancellationToken cancel = default)
    {
        if (!actor.IsOperator && !actor.Has(PlatformRole.Auditor)) return Refusal.Forbidden();
        var found = new List<Reconciliation>();
        var last = (await payments.Books(cancel))?.Value.Number ?? 0;
        for (var number = last; number > Math.Max(0, last - Most); number--)
            if (await payments.Reconciliation(Reconciliation.IdOf(number), cancel) is { Value: var it }) found.Add(it);
        return new ReconciliationView(books.Any(), found.FirstOrDefault(), [.. found.Skip(1)]);
    }
}
