using Marketplace.Vocabulary;

namespace Marketplace.Identity;

/// <summary>Who did the first half of what needs two, and for which organisation; kept with what they did.</summary>
public sealed record FirstPerson(string Person, OrganisationId Organisation);

/// <summary>
/// What one person began, another of the same organisation must finish. It says nothing of the roles that either needs: a use case checks
/// those beside it.
/// </summary>
public static class TwoPersonRule
{
    /// <summary>Why this actor may not be the second; null where they may.</summary>
    public static Refusal? Refuses(FirstPerson first, Actor second)
    {
        if (second.Person is null || second.For is not { } acting || acting.Id != first.Organisation)
            return Refusal.Because(RefusalKind.Forbidden, "other_organisation",
                "须由同一机构的另一人完成。", "Somebody else of the same organisation must do this.");
        return second.Person.Id == first.Person
            ? Refusal.Because(RefusalKind.Forbidden, "same_person",
                "此事须由两人完成：您已完成前一步，请由本机构另一人完成这一步。",
                "This takes two: you did the first part, so a colleague of yours must do this one.")
            : null;
    }
}
