using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.Server.SignUp;
using Marketplace.Identity.Server.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Identity.Server.Mine;

internal sealed class ChangeProfile(UserManager<Account> accounts, AccountLog log, IdentityDb db)
{
    private static readonly HashSet<string> languages = ["zh", "en"];

    public async Task<Outcome<Account>> Run(SignedIn who, string? name, string? language)
    {
        var check = new FieldCheck();
        var called = check.Required(name, "name", SignUpAccount.LongestName);
        var spoken = check.Known(language, "language", languages);
        if (spoken is null && check.Problems.Count == 0) check.Add("required", "language", "此项必填。", "This is required.");
        if (check.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, check.Problems);

        (who.Account.Name, who.Account.Language) = (called, spoken!);
        return await db.Together<Outcome<Account>>(async () =>
        {
            if (!(await accounts.UpdateAsync(who.Account)).Succeeded) return Stale();
            await log.Add(who.Account, Happening.ProfileChanged);
            return who.Account;
        });
    }

    internal static Refusal Stale() => Refusal.Because(RefusalKind.Stale, "stale", "其间已有人修改，请重试。", "It was changed in the meantime. Try again.");
}
