using Marketplace.Adapters.Searching;
using Marketplace.Adapters.Text;
using Marketplace.Discovery;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Memory;

/// <summary>
/// The contract of search said plainly: every document is looked at for every question. It is what the other engines are compared with.
/// </summary>
internal sealed class MemorySearchIndex : ISearchIndex
{
    private readonly Lock gate = new();
    private Dictionary<string, MemoryListing> listings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> removed = new(StringComparer.Ordinal);
    private long position;

    public Task Put(IReadOnlyList<SearchDocument> documents, CancellationToken cancel = default)
    {
        lock (gate)
        {
            foreach (var document in documents)
            {
                var id = document.Id.Value;
                if (listings.TryGetValue(id, out var standing) && standing.Document.Position > document.Position) continue;
                if (removed.TryGetValue(id, out var gone) && gone > document.Position) continue;
                listings[id] = new MemoryListing(document);
            }
        }
        return Task.CompletedTask;
    }

    public Task Remove(IReadOnlyList<(ListingId Id, long Position)> listings, CancellationToken cancel = default)
    {
        lock (gate)
        {
            foreach (var (id, at) in listings)
            {
                if (this.listings.TryGetValue(id.Value, out var standing) && standing.Document.Position > at) continue;
                this.listings.Remove(id.Value);
                removed[id.Value] = Math.Max(at, removed.GetValueOrDefault(id.Value));
            }
        }
        return Task.CompletedTask;
    }

    public ValueTask<IndexAnswer> Search(IndexQuery query, CancellationToken cancel = default)
    {
        var filter = new MemoryFilter(query);
        var found = Candidates(query);
        var hits = found.Where(listing => filter.Passes(listing.Listing.Document)).Select(listing => Hit(listing, query)).ToList();
        var page = InOrder(hits)
            .Where(hit => query.After is null || HitOrder.Compare(hit.Keys, query.After) > 0)
            .Take(query.Size).ToList();
        var facets = query.Facets.Distinct().ToDictionary(name => name, name => Count(found, filter, name));
        return ValueTask.FromResult(new IndexAnswer(hits.Count, page, facets, NearMisses(found, filter, query)));
    }

    public ValueTask<IReadOnlyList<SearchDocument>> Find(IReadOnlyCollection<ListingId> ids, CancellationToken cancel = default)
    {
        lock (gate)
        {
            IReadOnlyList<SearchDocument> found = [.. ids.Where(id => listings.ContainsKey(id.Value)).Select(id => listings[id.Value].Document)];
            return ValueTask.FromResult(found);
        }
    }

    public ValueTask<IReadOnlyList<SearchDocument>> All(IndexQuery query, int most, CancellationToken cancel = default)
    {
        var filter = new MemoryFilter(query);
        IReadOnlyList<SearchDocument> all =
            [.. Candidates(query).Select(candidate => candidate.Listing.Document).Where(filter.Passes).OrderBy(document => document.Id.Value, StringComparer.Ordinal).Take(most)];
        return ValueTask.FromResult(all);
    }

    public ValueTask<string?> Nearest(string word, CancellationToken cancel = default)
    {
        var asked = SearchText.Word(word);
        var frequencies = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var known in Standing().SelectMany(listing => SearchText.Words(listing.Document)))
            frequencies[known] = frequencies.GetValueOrDefault(known) + 1;
        return ValueTask.FromResult(
            Closeness.Best(asked, frequencies.GetValueOrDefault(asked), frequencies.Select(pair => (pair.Key, pair.Value))));
    }

    public ValueTask<long> Count(CancellationToken cancel = default) => ValueTask.FromResult((long)Standing().Count);

    public ValueTask<long> Position(CancellationToken cancel = default) => ValueTask.FromResult(Interlocked.Read(ref position));

    public Task Flush(long position, CancellationToken cancel = default)
    {
        Interlocked.Exchange(ref this.position, position);
        return Task.CompletedTask;
    }

    public Task<IIndexRebuild> Rebuild(CancellationToken cancel = default) => Task.FromResult<IIndexRebuild>(new Generation(this));

    private List<MemoryListing> Standing()
    {
        lock (gate) return [.. listings.Values];
    }

    /// <summary>Those listed that day that match the text, with their score.</summary>
    private List<(MemoryListing Listing, double Score)> Candidates(IndexQuery query)
    {
        var clauses = query.Text is null ? null : MemoryListing.Analyse(query.Text);
        return [.. Standing()
            .Where(listing => listing.Document.IsListedOn(query.Day))
            .Select(listing => (listing, clauses is null ? 1 : listing.Score(clauses)))
            .Where(candidate => candidate.Item2 > 0)];
    }

    private static IndexHit Hit((MemoryListing Listing, double Score) candidate, IndexQuery query)
    {
        var document = candidate.Listing.Document;
        var (group, key) = query.Sort switch
        {
            SearchSort.Price => HitOrder.ByPrice(document.Price?.From, document.Price?.Currency, query.Currency ?? HitOrder.DefaultCurrency),
            SearchSort.Days => HitOrder.ByDays(document.Days),
            SearchSort.Relevance when query.Text is not null => (0, -candidate.Score),
            _ => HitOrder.Newest(document.PublishedAt.ToUnixTimeMilliseconds()),
        };
        return new IndexHit(document, new SortKeys(group, key, document.Id.Value));
    }

    private static IEnumerable<IndexHit> InOrder(IEnumerable<IndexHit> hits) =>
        hits.Order(Comparer<IndexHit>.Create((one, other) => HitOrder.Compare(one.Keys, other.Keys)));

    private static IReadOnlyList<FacetCount> Count(List<(MemoryListing Listing, double Score)> found, MemoryFilter filter, string facet) =>
        [.. found.SelectMany(candidate => filter.ValuesIn(facet, candidate.Listing.Document))
            .GroupBy(value => value)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new FacetCount(group.Key, group.Count()))];

    private static List<NearMiss> NearMisses(List<(MemoryListing Listing, double Score)> found, MemoryFilter filter, IndexQuery query)
    {
        if (query.NearMisses == 0) return [];
        var missed = found.Where(candidate => filter.OnlyFailure(candidate.Listing.Document) is not null).Select(candidate => Hit(candidate, query));
        return [.. InOrder(missed).Take(query.NearMisses).Select(hit => new NearMiss(hit.Document, filter.OnlyFailure(hit.Document)!))];
    }

    private sealed class Generation(MemorySearchIndex serving) : IIndexRebuild
    {
        private readonly MemorySearchIndex rebuilt = new();

        public Task Put(IReadOnlyList<SearchDocument> documents, CancellationToken cancel = default) => rebuilt.Put(documents, cancel);

        public async Task Complete(long position, CancellationToken cancel = default)
        {
            await Task.CompletedTask;
            lock (serving.gate)
            {
                foreach (var (id, listing) in serving.listings)
                {
                    var later = rebuilt.listings.TryGetValue(id, out var mine) ? listing.Document.Position > mine.Document.Position : listing.Document.Position > position;
                    if (later) rebuilt.listings[id] = listing;
                }
                foreach (var (id, at) in serving.removed)
                    if (rebuilt.listings.TryGetValue(id, out var mine) && at > mine.Document.Position) rebuilt.listings.Remove(id);
                serving.listings = rebuilt.listings;
                serving.position = position;
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
