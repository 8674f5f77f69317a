using Marketplace.Identity.SignIn;
using Marketplace.Storage;

namespace Marketplace.Identity.Forget;

/// <summary>
/// Forgets what a document held before it was emptied of somebody's name or address: the record of a person who was erased, and an invitation
/// that was accepted, which needs its address no longer.
/// </summary>
internal sealed class ForgetEarlierStates(IForget forget) : IHear
{
    public string Consumer => "forgetting";

    public async Task Hear(IReadOnlyList<LoggedEvent> events, CancellationToken cancel)
    {
        foreach (var logged in events)
        {
            if (logged.Event is PersonErased erased) await forget.EarlierStates(StoredAs<PersonRecord>.Collection, erased.Person.Value, cancel);
            else if (logged.Event is MemberJoined joined) await forget.EarlierStates(StoredAs<Invitation>.Collection, joined.Invitation.Value, cancel);
        }
    }
}
