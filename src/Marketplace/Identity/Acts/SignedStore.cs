using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Identity.Acts;

/// <summary>Says in every event who did it and for whom, where somebody acts in this request; so no use case has to, and none can forget.</summary>
internal sealed class SignedStore(IStore inner, IHttpContextAccessor requests) : IStore
{
    public Task<Outcome<Committed>> Commit(Changes changes, CancellationToken cancel = default) => inner.Commit(Signed(changes), cancel);

    public Task<Command?> Command(string key, CancellationToken cancel = default) => inner.Command(key, cancel);

    private Changes Signed(Changes changes)
    {
        if (changes.Events.Count == 0 || requests.HttpContext?.RequestServices.GetService<CurrentActor>()?.Value is not { IsSomebody: true } actor) return changes;
        return changes with { Events = [.. changes.Events.Select(it => it with { By = actor.Id, For = actor.For?.Id.Value })] };
    }
}
