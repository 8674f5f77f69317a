using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Storage;

namespace Marketplace.Record;

/// <summary>The root of the tree of the first so many entries, signed: once a day, and whenever a proof wants a newer one. Its id is the size as entries have it.</summary>
/// <param name="Key">The id of the <see cref="RecordKey"/>.</param>
/// <param name="Signature">ECDSA with SHA-256 over <see cref="Statement"/>, r and s of 32 bytes each, in lower-case hexadecimal.</param>
[StoredAs("record_roots")]
public sealed record SignedRoot(long Size, string Root, DateTimeOffset At, string Key, string Signature)
{
    /// <summary>What is signed: a line that says what this is, the size, the root, the instant in milliseconds since 1970, and the key's id, each with a line feed.</summary>
    public byte[] Statement() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"plumbline-root/1\n{Size}\n{Root}\n{At.ToUnixTimeMilliseconds()}\n{Key}\n"));
}

/// <summary>
/// A key that signs roots. There is a new one every year; the old ones stay, so that what they signed can be verified for as long as there is a site.
/// </summary>
/// <param name="Id">SHA-256 of the public half, in lower-case hexadecimal.</param>
/// <param name="Public">The curve P-256, as SubjectPublicKeyInfo in lower-case hexadecimal.</param>
/// <param name="Protected">The private half as PKCS #8, protected by the site's own keys, in base 64.</param>
/// <param name="Endorsement">The signature of the key before over the id of this one; null for the first.</param>
[StoredAs("record_keys")]
public sealed record RecordKey(int Number, string Id, DateTimeOffset MadeAt, string Public, string Protected, string? Endorsement)
{
    /// <summary>The document's id: keys in their order, and no two of one number.</summary>
    public string Document => Number.ToString("D6", CultureInfo.InvariantCulture);

    public static string IdOf(byte[] publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey));

    /// <summary>Whether the signature is that of the public key over the data; hexadecimal in any other form than ours is none.</summary>
    public static bool Verifies(string publicKey, byte[] data, string signature)
    {
        if (!IsHex(publicKey) || !IsHex(signature)) return false;
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(Convert.FromHexString(publicKey), out var read);
            return read == publicKey.Length / 2 && key.VerifyData(data, Convert.FromHexString(signature), HashAlgorithmName.SHA256);
        }
        catch (Exception broken) when (broken is CryptographicException or PlatformNotSupportedException or ArgumentException)
        {
            return false;
        }
    }

    private static bool IsHex(string text) => text.Length > 0 && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigitLower);
}
