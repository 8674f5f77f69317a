using Marketplace.Adapters.Memory;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Discovery;

namespace Marketplace.Adapters.Tests.Memory;

public sealed class MemoryIndexFilters : SearchIndexContract
{
    private protected override ISearchIndex Index { get; } = new MemorySearchIndex();
}

public sealed class MemoryIndexText : SearchTextContract
{
    private protected override ISearchIndex Index { get; } = new MemorySearchIndex();
}

public sealed class MemoryIndexGenerations : IndexGenerationContract
{
    private protected override ISearchIndex Index { get; } = new MemorySearchIndex();
}
