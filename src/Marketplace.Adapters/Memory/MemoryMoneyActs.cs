using Marketplace.Disputes;
using Marketplace.Storage;

namespace Marketplace.Adapters.Memory;

/// <summary>Operators' acts in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryMoneyActs(MemoryStore store) : IMoneyActs
{
    public Task<Document<MoneyAct>?> Find(MoneyActId id, CancellationToken cancel = default) => Task.FromResult(store.Find<MoneyAct>(id.Value));

    public Task<IReadOnlyList<Document<MoneyAct>>> List(string? after, int most, CancellationToken cancel = default) => MemoryDesk.Page(store.Current<MoneyAct>(), it => it.Place, after, most);
}
