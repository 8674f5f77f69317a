using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>Which side of a deal an actor is on, and what each side may. Nobody but the two parties ever acts on one; operators and auditors look.</summary>
internal static class Parties
{
    /// <summary>Whether the actor may know that there is such a deal.</summary>
    public static bool MaySee(Actor actor, OrganisationId buyer, ProviderId provider) => actor.Scope.Covers(buyer) || actor.Scope.Covers(provider);

    /// <summary>Whether the actor belongs to the buyer, whatever they may do for it.</summary>
    public static bool IsOfBuyer(Actor actor, OrganisationId buyer) => actor.For?.Id == buyer;

    /// <summary>Whether the actor buys for an organisation: a buyer, a procurement officer, or a program that may write.</summary>
    public static bool Buys(Actor actor) => actor.For is not null && (actor.Has(Role.Buyer) || actor.Has(Role.ProcurementOfficer) || actor.Client is { Writes: true });

    /// <summary>Why the actor may not act for the buyer; null where they may.</summary>
    public static Refusal? RefusesBuyer(Actor actor, OrganisationId buyer) => IsOfBuyer(actor, buyer) && Buys(actor) ? null : Refusal.Forbidden();

    /// <summary>Why the actor may not act for the provider; null where they may.</summary>
    public static Refusal? RefusesProvider(Actor actor, ProviderId provider) => actor.Firms.Contains(provider) ? null : actor.NotEditing(provider);

    /// <summary>
    /// Why the actor may not carry on for the provider what was ordered from it; null where they may. The operator's suspension is no reason: the buyer
    /// would be left with neither service nor money.
    /// </summary>
    public static Refusal? RefusesCarrier(Actor actor, ProviderId provider) => actor.CarriesOn.Contains(provider) ? null : actor.NotEditing(provider);

    /// <summary>The side for which the actor may carry on what was ordered; null where none.</summary>
    public static Side? Carries(Actor actor, OrganisationId buyer, ProviderId provider) =>
        RefusesBuyer(actor, buyer) is null ? Side.Buyer : RefusesCarrier(actor, provider) is null ? Side.Provider : null;

    /// <summary>The side for which the actor may act, agreeing to something new as well; null where none.</summary>
    public static Side? SideOf(Actor actor, OrganisationId buyer, ProviderId provider) =>
        RefusesBuyer(actor, buyer) is null ? Side.Buyer : RefusesProvider(actor, provider) is null ? Side.Provider : null;
}
