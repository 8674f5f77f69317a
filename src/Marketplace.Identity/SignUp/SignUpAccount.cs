using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Mails;
using Marketplace.Identity.Server.Passwords;
using Marketplace.Identity.Server.Storage;
using Marketplace.Identity.SignIn;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Identity.Server.SignUp;

internal sealed record SignUpInput(string? Name, string? Email, string? Password);

/// <summary>
/// Makes an account that waits for its address to be confirmed. Whoever signs up is told the same whether the address has an account or not;
/// what is so, is said in the mail.
/// </summary>
internal sealed class SignUpAccount(UserManager<Account> accounts, StrongHasher hasher, AccountMails mails, AccountLog log, IdentityDb db, SignInClock clock)
{
    public const int LongestName = 120;

    public async Task<Outcome<string>> Run(HttpContext http, SignUpInput input)
    {
        var check = new FieldCheck();
        var name = check.Required(input.Name, "name", LongestName);
        if (!EmailAddress.Read(input.Email, "email").Is(out var email, out var refusal)) foreach (var problem in refusal.Problems) check.Add(problem);
        if (PasswordRules.Check(input.Password, "password", hasSecondFactor: false, email) is { } weak) check.Add(weak);
        if (check.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, check.Problems);

        var account = await accounts.FindByEmailAsync(email!);
        if (account is null) await Create(http, name, email!, input.Password!);
        else if (account.EmailConfirmed)
        {
            // The work that a new account would have made.
            hasher.VerifyNobody(input.Password!);
            mails.AlreadyHere(http, account);
        }
        else await Replace(http, account, name, input.Password!);
        return email!;
    }

    private async Task Create(HttpContext http, string name, string email, string password)
    {
        var account = new Account { Name = name, Email = email, Language = Languages.Current.Code(), CreatedAt = clock.Now };
        account.UserName = account.Id;
        account.PasswordHash = hasher.HashPassword(account, password);
        try
        {
            await db.Together(async () =>
            {
                ThrowIfRefused(await accounts.CreateAsync(account));
                await log.Add(account, Happening.SignedUp);
                return account;
            });
        }
        catch (DbUpdateException)
        {
            // Somebody signed up with the address in the same moment, and is sent the mail.
            return;
        }

        await mails.Confirm(http, account);
    }

    /// <summary>Nobody has shown that the address is theirs, so the last to claim it counts, and links sent before are void.</summary>
    private async Task Replace(HttpContext http, Account account, string name, string password)
    {
        (account.Name, account.Language, account.PasswordHash) = (name, Languages.Current.Code(), hasher.HashPassword(account, password));
        ThrowIfRefused(await accounts.UpdateSecurityStampAsync(account));
        await mails.Confirm(http, account);
    }

    private static void ThrowIfRefused(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException(string.Join(' ', result.Errors.Select(error => error.Code)));
    }
}
