using Marketplace.Identity.Organisations;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Clients;

/// <summary>
/// An administrator who has just proved who they are makes a client of their organisation. It is written down first and gets its secret then: should
/// the identity server fail in between, there is a client without a secret, and renewing gives it one.
/// </summary>
/// <param name="credentials">Null where clients are made at a foreign authority.</param>
internal sealed class MakeClient(
    IStore store, OwnOrganisation own, IApiClients clients, IEnumerable<ApiScope> known, MarketClock clock, IClientCredentials? credentials = null)
{
    public const int LongestName = 80;

    /// <summary>So many of an organisation may be live at once.</summary>
    public const int MostLive = 20;

    public async Task<Outcome<IssuedClient>> Run(
        Actor actor, OrganisationId id, string? name, IReadOnlyCollection<string> scopes, Func<ApiClient, Command?>? command = null, CancellationToken cancel = default)
    {
        if (!(await own.AdministerProved(actor, id, cancel)).Is(out _, out var refusal)) return refusal;
        if (credentials is null) return MadeElsewhere();
        var fields = new FieldCheck();
        var kept = fields.Required(name, "name", LongestName);
        if (scopes.Count == 0) fields.Add("required", "scopes", "请至少选择一项权限。", "Choose at least one right.");
        if (scopes.Except(known.Select(it => it.Name)).Any()) fields.Add("unknown_value", "scopes", "没有这项权限。", "There is no such right.");
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);

        var now = clock.Now;
        var client = new ApiClient
        {
            Id = ApiClientId.New(now), Organisation = id, Name = kept, Scopes = [.. known.Select(it => it.Name).Where(scopes.Contains)], By = actor.Id, At = now,
        };
        var made = command?.Invoke(client);
        var repeats = made is not null && await store.Command(made.Key, cancel) is not null;
        if (!repeats && (await clients.Of(id, actor.Scope, cancel)).Count(it => it.Value.IsLive) >= MostLive)
            return Refusal.Because(RefusalKind.Conflict, "too_many", $"一个机构最多可有 {MostLive} 个有效的 API 客户端。", $"An organisation has at most {MostLive} live clients.");

        var changes = new Changes([StoredAs<ApiClient>.Write(client.Id.Value, client, 0)], [new ApiClientMade(client.Id, id, client.Scopes)], now, made);
        if (!(await store.Commit(changes, cancel)).Is(out var committed, out refusal)) return refusal;
        return committed.Repeated is { } before
            ? new IssuedClient(ApiClientId.From(before), null) : new IssuedClient(client.Id, await credentials.NewSecret(client, cancel));
    }

    internal static Refusal MadeElsewhere() => Refusal.Because(RefusalKind.Conflict, "made_elsewhere",
        "本站的 API 客户端由外部身份认证服务管理。", "API clients of this site are made at its identity provider.");
}
