using Marketplace.Storage;

namespace Marketplace.Identity;

/// <summary>
/// Points from a person to an organisation they have, or once had, to do with: the way to find it, not a right. What it is worth today, the
/// <see cref="Organisation"/> says. Written once and never again.
/// </summary>
[StoredAs("memberships")]
public sealed record Membership(string Person, OrganisationId Organisation, DateTimeOffset Since)
{
    /// <summary>The id begins with the person, so that one range of ids holds all of a person's memberships.</summary>
    public static string Id(string person, OrganisationId organisation) => $"{person}:{organisation.Value}";

    /// <summary>Between which ids the memberships of a person lie, both ends excluded. Earlier versions kept others beside them, which begin otherwise.</summary>
    public static (string After, string Before) Range(string person) => ($"{person}:{OrganisationId.Prefix}", $"{person}:org{(char)('_' + 1)}");

    public static Write Of(string person, OrganisationId organisation, DateTimeOffset at) =>
        StoredAs<Membership>.Write(Id(person, organisation), new Membership(person, organisation, at), 0);
}
