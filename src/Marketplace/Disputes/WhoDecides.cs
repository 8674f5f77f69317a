using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes;

/// <summary>
/// Who may decide a dispute: an arbiter who belongs to neither side. Every organisation that they belong to counts, not only the one that they act
/// for at the moment, which they could change.
/// </summary>
internal sealed class WhoDecides(WhoActs people)
{
    /// <summary>Why the actor may not decide it; null where they may.</summary>
    public async Task<Refusal?> Refuses(Actor actor, Dispute dispute, CancellationToken cancel)
    {
        if (!actor.Has(PlatformRole.Arbiter)) return Refusal.Forbidden();
        var belongs = await people.Belongs(actor.Id, cancel);
        return (actor.For is { } acting ? belongs.Append(acting) : belongs).Any(it => it.Id == dispute.Buyer || it.Providers.Contains(dispute.Provider))
            ? Refusal.Because(RefusalKind.Forbidden, "conflict_of_interest", "您属于当事一方，不能裁决该争议。", "You belong to one of the parties and cannot decide this dispute.")
            : null;
    }
}
