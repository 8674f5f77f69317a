using Marketplace.DesignSystem.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Marketplace.Identity.Organisations;

/// <summary>Roles as boxes to tick, and what was ticked.</summary>
internal static class RoleForm
{
    public static IReadOnlyList<FieldOption> Options(IStringLocalizer<Words> words) =>
        [.. Enum.GetValues<Role>().Select(role => new FieldOption(role.ToString(), words[RoleWords.KeyOf(role)], words[$"{RoleWords.KeyOf(role)}.hint"]))];

    /// <summary>What is no role is not taken for one.</summary>
    public static IReadOnlyList<Role> Read(IFormCollection form) => Read(form["roles"]);

    public static IReadOnlyList<Role> Read(IEnumerable<string?> names) => [.. Enum.GetValues<Role>().Where(role => names.Contains(role.ToString()))];
}
