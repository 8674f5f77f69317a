namespace Marketplace.Identity;

/// <summary>
/// What a member may do for an organisation. The roles stand beside each other; <see cref="Admin"/> manages members and invitations and gives no
/// right over the business, and only <see cref="ProviderAdmin"/> includes another, <see cref="ProviderEditor"/>.
/// </summary>
public enum Role { Admin, Buyer, ProcurementOfficer, Approver, ProviderEditor, ProviderAdmin, Finance }

/// <summary>What a person may do on the marketplace as a whole. An <see cref="Auditor"/> reads everything and changes nothing.</summary>
public enum PlatformRole { StandardsOfficer, Arbiter, Operator, Auditor }

/// <summary>By what the person has shown who they are, the weakest first.</summary>
public enum Strength { None, Password, SecondFactor, Passkey }

public static class Roles
{
    /// <summary>Roles that whoever holds them may only use after a second factor or with a passkey.</summary>
    public static bool NeedsMoreThanAPassword(this Role role) => role is Role.ProcurementOfficer or Role.Approver;

    public static bool NeedsMoreThanAPassword(this PlatformRole role) => Enum.IsDefined(role);
}
