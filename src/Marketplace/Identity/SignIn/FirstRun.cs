using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Identity.SignIn;

/// <summary>
/// The key of the link that makes the first operator: good for an hour, and for as long as there is no operator. Whoever reads the console
/// may use it; there is no default password.
/// </summary>
public sealed class FirstRun(IPersonRecords people, IDataProtectionProvider protection, SignInClock clock)
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);

    private readonly IDataProtector protector = protection.CreateProtector("Marketplace.FirstRun");

    /// <summary>A new key, or null where the site has an operator.</summary>
    public async Task<string?> NewKey(CancellationToken cancel = default) =>
        await people.Founding(cancel) is null ? protector.Protect((clock.Now + GoodFor).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)) : null;

    /// <summary>Whether the key still makes an operator.</summary>
    public async Task<bool> Opens(string? key, CancellationToken cancel = default) =>
        IsGood(key) && await people.Founding(cancel) is null;

    private bool IsGood(string? key)
    {
        if (string.IsNullOrEmpty(key)) return false;
        try
        {
            return long.TryParse(protector.Unprotect(key), out var until) && clock.Now.ToUnixTimeSeconds() < until;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
