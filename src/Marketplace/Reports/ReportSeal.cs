using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Reports;

/// <summary>The secret in the link of a report's status page: its id, sealed with the site's keys. Two seals of one report differ and both hold.</summary>
internal sealed class ReportSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Marketplace.Reports");

    public string Seal(ReportId id) => protector.Protect(id.Value);

    public ReportId? Open(string? sealedId)
    {
        if (string.IsNullOrEmpty(sealedId) || sealedId.Length > 1000) return null;
        try
        {
            return ReportId.TryParse(protector.Unprotect(sealedId), null, out var id) ? id : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
