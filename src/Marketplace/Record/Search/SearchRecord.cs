using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Record.Search;

/// <param name="Next">Where the next page begins; null on the last.</param>
internal sealed record RecordPageView(IReadOnlyList<RecordEntry> Entries, long? Next, RecordHead Head);

/// <summary>Looks the record through, for auditors and operators.</summary>
internal sealed class SearchRecord(IRecord record)
{
    public const int PageSize = 50;

    public async Task<Outcome<RecordPageView>> Run(Actor actor, RecordFilter filter, long? before = null, CancellationToken cancel = default)
    {
        if (!actor.IsOperator && !actor.Has(PlatformRole.Auditor)) return Refusal.Forbidden();
        var head = (await record.Head(cancel))?.Value ?? RecordHead.Empty;
        var found = await record.Page(filter, before, PageSize + 1, cancel);
        return new RecordPageView([.. found.Take(PageSize)], found.Count > PageSize ? found[PageSize - 1].Index : null, head);
    }
}
