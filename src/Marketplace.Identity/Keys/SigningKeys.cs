using System.Security.Cryptography;

namespace Marketplace.Identity.Server.Keys;

/// <summary>
/// Makes key pairs that sign tokens. To find one takes a second of computing, which tests that start hundreds of sites do once for all.
/// </summary>
internal class SigningKeys
{
    public virtual RSA New() => RSA.Create(3072);
}
