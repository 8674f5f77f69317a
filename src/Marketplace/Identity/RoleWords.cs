using Microsoft.Extensions.Localization;

namespace Marketplace.Identity;

/// <summary>Roles as people read them.</summary>
internal static class RoleWords
{
    public static string KeyOf(Role role) => $"role.{role}";

    public static string KeyOf(PlatformRole role) => $"platform.{role}";

    /// <summary>All that somebody is, on the platform and for the organisation they act for.</summary>
    public static string Of(Actor actor, IStringLocalizer<Words> words) =>
        Joined(actor.Platform.Select(KeyOf).Concat((actor.For?.Roles ?? []).Select(KeyOf)), words);

    public static string Of(IEnumerable<Role> roles, IStringLocalizer<Words> words) => Joined(roles.Select(KeyOf), words);

    public static string Of(IEnumerable<PlatformRole> roles, IStringLocalizer<Words> words) => Joined(roles.Select(KeyOf), words);

    private static string Joined(IEnumerable<string> keys, IStringLocalizer<Words> words) => string.Join(words["role.and"], keys.Select(key => words[key].Value));
}
