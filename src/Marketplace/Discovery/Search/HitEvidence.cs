using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Search;

/// <summary>A document or permit that a hit's evidence names, as it stands on the day.</summary>
internal readonly record struct HeldEvidence(string Id, ClaimRow Claim, AcceptedChain? Chain);

/// <summary>What a hit's evidence names: each standard and permit once, by its best claim.</summary>
internal static class HitEvidence
{
    public static void Collect(SearchDocument document, SearchPlan plan, List<HeldEvidence> standards, List<HeldEvidence> permits)
    {
        standards.Clear();
        permits.Clear();
        var asked = plan.Query.Claims.EvidenceTypes;
        foreach (var claim in document.Claims)
        {
            if (asked.Count == 0 ? ClaimRow.CountsOnlyOnRequest(claim.EvidenceType) : !Contains(asked, claim.EvidenceType)) continue;
            if (claim.StandardId is { } standard) Keep(standards, new HeldEvidence(standard, claim, plan.Chains.GetValueOrDefault(standard)), plan.Query.Day);
            if (claim.Permit is { } permit) Keep(permits, new HeldEvidence(permit, claim, null), plan.Query.Day);
        }
    }

    public static string Status(ClaimRow claim, DateOnly day) =>
        claim.IsActiveOn(day) ? "active"
        : day < claim.ActiveFrom ? "notYetValid"
        : claim.StatusAfter switch
        {
            EvidenceStatus.Suspended => "suspended",
            EvidenceStatus.Withdrawn => "withdrawn",
            EvidenceStatus.Cancelled => "cancelled",
            _ => "expired",
        };

    public static string Name(Verification verification) => verification switch
    {
        Verification.RegisterChecked => "register_checked",
        Verification.DocumentSeen => "document_seen",
        _ => "declared",
    };

    private static void Keep(List<HeldEvidence> kept, HeldEvidence one, DateOnly day)
    {
        for (var i = 0; i < kept.Count; i++)
        {
            if (kept[i].Id != one.Id) continue;
            if (Rank(one.Claim, day) > Rank(kept[i].Claim, day)) kept[i] = one;
            return;
        }

        kept.Add(one);
    }

    private static int Rank(ClaimRow claim, DateOnly day) => (claim.IsActiveOn(day) ? 10 : 0) + (int)claim.Verification;

    private static bool Contains(IReadOnlyList<string> values, string value)
    {
        for (var i = 0; i < values.Count; i++)
            if (values[i] == value) return true;
        return false;
    }
}
