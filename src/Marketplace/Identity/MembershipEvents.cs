using Marketplace.Storage;

namespace Marketplace.Identity;

/// <summary>Somebody was invited. The invitation itself says who, so that no address stands in the log.</summary>
public sealed record PersonInvited(InvitationId Invitation, OrganisationId Organisation) : MarketEvent
{
    public override string Subject => Organisation.Value;
}

public sealed record InvitationWithdrawn(InvitationId Invitation, OrganisationId Organisation) : MarketEvent
{
    public override string Subject => Organisation.Value;
}

public sealed record MemberJoined(OrganisationId Organisation, string Person, IReadOnlyList<Role> Roles, InvitationId Invitation) : MarketEvent
{
    public override string Subject => Organisation.Value;
}

public sealed record MemberRolesChanged(OrganisationId Organisation, string Person, IReadOnlyList<Role> Before, IReadOnlyList<Role> After) : MarketEvent
{
    public override string Subject => Organisation.Value;
}

public sealed record MemberLeft(OrganisationId Organisation, string Person) : MarketEvent
{
    public override string Subject => Organisation.Value;
}
