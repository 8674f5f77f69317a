using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Identity.Invitations;

/// <summary>
/// The secret in an invitation's link: its id, sealed with the site's keys, so that no record holds it and nobody can make one up. Two seals of
/// one invitation differ and both hold.
/// </summary>
internal sealed class InvitationSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Marketplace.Invitations");

    public string Seal(InvitationId id) => protector.Protect(id.Value);

    public InvitationId? Open(string? sealedId)
    {
        if (string.IsNullOrEmpty(sealedId) || sealedId.Length > 1000) return null;
        try
        {
            return InvitationId.TryParse(protector.Unprotect(sealedId), null, out var id) ? id : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
