using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Discovery;
using Xunit;

namespace Marketplace.Adapters.Tests.Lucene;

public sealed class LuceneAnswersAsMemoryDoes(BothEngines engines) : AnswersAsMemoryDoes(turnings: 30), IClassFixture<BothEngines>
{
    protected override Task<(ISearchIndex Memory, ISearchIndex Engine)> Open() => Task.FromResult((engines.Memory, engines.Lucene));
}
