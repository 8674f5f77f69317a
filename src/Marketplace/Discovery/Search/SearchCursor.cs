using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Discovery.Search;

/// <summary>
/// Where the next page starts, sealed so that nobody can make one up: the sort keys of the last hit, and a fingerprint of the search
/// it belongs to. A cursor of another search is refused like a forged one, for it would skip hits silently.
/// </summary>
internal sealed class SearchCursor(IDataProtectionProvider protection)
{
    private const int FingerprintLength = 8;
    private const int FixedLength = FingerprintLength + sizeof(int) + sizeof(long);
    private readonly IDataProtector protector = protection.CreateProtector("Marketplace.Discovery.SearchCursor");

    public string Seal(SearchRequest request, SortKeys keys)
    {
        var plain = new byte[FixedLength + Encoding.UTF8.GetByteCount(keys.Id)];
        Fingerprint(request).CopyTo(plain, 0);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(FingerprintLength), keys.Group);
        BinaryPrimitives.WriteDoubleBigEndian(plain.AsSpan(FingerprintLength + sizeof(int)), keys.Key);
        Encoding.UTF8.GetBytes(keys.Id, plain.AsSpan(FixedLength));
        return Base64Url.EncodeToString(protector.Protect(plain));
    }

    /// <summary>The keys after which the page starts; null where the cursor was not sealed here for this search.</summary>
    public SortKeys? Open(SearchRequest request)
    {
        if (request.Cursor is not { Length: > 0 and <= 1000 } text || !Base64Url.IsValid(text)) return null;
        byte[] plain;
        try
        {
            plain = protector.Unprotect(Base64Url.DecodeFromChars(text));
        }
        catch (CryptographicException)
        {
            return null;
        }
        if (plain.Length < FixedLength || !plain.AsSpan(0, FingerprintLength).SequenceEqual(Fingerprint(request))) return null;
        return new SortKeys(
            BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(FingerprintLength)),
            BinaryPrimitives.ReadDoubleBigEndian(plain.AsSpan(FingerprintLength + sizeof(int))),
            Encoding.UTF8.GetString(plain.AsSpan(FixedLength)));
    }

    /// <summary>Page size, language and the wish to see what is excluded may change from page to page; the question may not.</summary>
    private static byte[] Fingerprint(SearchRequest request)
    {
        var question = request with { Cursor = null, Size = SearchRequest.DefaultSize, Excluded = false };
        return SHA256.HashData(Encoding.UTF8.GetBytes(SearchUrl.Query(question)))[..FingerprintLength];
    }
}
