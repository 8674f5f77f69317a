using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Identity.Server.Proof;

/// <summary>
/// What somebody had typed when a fresh proof was asked for, carried past it in the address: sealed, for their account alone and for half an hour.
/// Passwords and codes are never among it.
/// </summary>
internal sealed class KeptFields(IDataProtectionProvider protection)
{
    public const string Parameter = "kept";

    private const int LongestField = 500;
    private static readonly TimeSpan goodFor = TimeSpan.FromMinutes(30);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Marketplace.Identity.KeptFields").ToTimeLimitedDataProtector();

    /// <returns>Null where there is nothing to carry.</returns>
    public string? Seal(string account, IFormCollection form, IReadOnlyList<string> fields)
    {
        var typed = fields.Where(name => form[name].ToString() is { Length: > 0 and <= LongestField }).ToDictionary(name => name, name => form[name].ToString());
        return typed.Count == 0 ? null : protector.Protect(JsonSerializer.Serialize(new Kept(account, typed)), goodFor);
    }

    /// <summary>Empty where nothing was kept, or not for them.</summary>
    public IReadOnlyDictionary<string, string> Open(string account, string? sealedFields)
    {
        try
        {
            if (!string.IsNullOrEmpty(sealedFields) && JsonSerializer.Deserialize<Kept>(protector.Unprotect(sealedFields)) is { } kept && kept.Account == account) return kept.Fields;
        }
        catch (CryptographicException)
        {
            // Too old, or none of ours: then it is typed again.
        }

        return new Dictionary<string, string>();
    }

    private sealed record Kept(string Account, Dictionary<string, string> Fields);
}
