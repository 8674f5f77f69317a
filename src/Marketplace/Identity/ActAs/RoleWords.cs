namespace Marketplace.Identity.ActAs;

internal static class RoleWords
{
    public const string Separator = " · ";

    public static string KeyOf(Role role) => role switch
    {
        Role.Buyer => "role.buyer",
        Role.Provider => "role.provider",
        Role.Procurement => "role.procurement",
        Role.Operator => "role.operator",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}
