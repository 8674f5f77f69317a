using Marketplace.Identity.SignIn;
using Marketplace.Vocabulary;

namespace Marketplace.Identity;

/// <summary>
/// What would outlast a session that fell into other hands (a screen left open, a cookie that was taken) is done only by whoever proved who they are
/// a moment ago. A use case asks this beside the actor's rights; a page answers the refusal with <see cref="ProveAgain"/>, the API with 403 and
/// <see cref="Code"/>. How strong the proof is stays a matter of <see cref="Actor.Strength"/>: whoever signs in again with less has less.
/// </summary>
public sealed class RecentProof(SignInClock clock)
{
    public const string Code = "reauthentication_required";

    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    /// <summary>Null where the proof is fresh.</summary>
    public Refusal? Refuses(Actor actor) => actor.ProvedAt is { } proved && clock.Now - proved <= GoodFor ? null
        : Refusal.Because(RefusalKind.Forbidden, Code, "此操作须在 5 分钟内重新确认过身份：请再次登录后继续。", "This wants a proof of who you are that is at most 5 minutes old: sign in once more.");

    public static bool IsWanted(Refusal? refusal) => refusal?.First.Code == Code;
}
