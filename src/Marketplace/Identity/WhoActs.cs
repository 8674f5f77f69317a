using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Identity;

/// <summary>
/// Finds out, with every request, for whom a person acts and as what. A browser holds no more than who somebody is and which of their
/// organisations they chose, so nothing old in it grants a right.
/// </summary>
public sealed class WhoActs(IMemberships memberships, IOrganisations organisations, IProviderNames providers)
{
    /// <summary>Makes the person the one who acts in this request; whatever signs people in calls it once it knows who they are.</summary>
    /// <param name="provedAt">When they last proved it; null where nobody says so.</param>
    public async Task Take(HttpContext http, Person person, IReadOnlyList<PlatformRole> platform, Strength strength, DateTimeOffset? provedAt)
    {
        var belongs = await Belongs(person.Id, http.RequestAborted);
        var chosen = ChosenOrganisation.Read(http);
        var acting = belongs.FirstOrDefault(it => it.Id == chosen) ?? (belongs is [var oldest, ..] ? oldest : null);
        if (acting is not null) acting = acting with { Suspended = await providers.Suspended(acting.Providers, http.RequestAborted) };
        http.RequestServices.GetRequiredService<CurrentActor>().Is(new Actor(person, acting, strength) { Platform = platform, ProvedAt = provedAt });
    }

    /// <summary>Every organisation somebody may act for, the oldest membership first.</summary>
    public async Task<IReadOnlyList<ActingFor>> Belongs(string person, CancellationToken cancel = default)
    {
        var pointed = await memberships.Of(person, cancel);
        if (pointed.Count == 0) return [];
        var found = await organisations.Find(pointed, cancel);
        return
        [
            .. found.Where(it => it.Value.MemberNamed(person) is not null).OrderBy(it => it.Value.MemberNamed(person)!.Since).ThenBy(it => it.Value.Id.Value, StringComparer.Ordinal)
                .Select(it => it.Value.For(person)!),
        ];
    }
}
