using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Identity.SignIn;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Identity.Server.Accounts;

/// <summary>
/// Codes of an authenticator app (RFC 6238: HMAC-SHA-1, six digits, half a minute). A code holds in its own half minute and the ones beside it,
/// and is taken once: after it, only later ones are.
/// </summary>
internal sealed class Authenticator(IDataProtectionProvider protection, SignInClock clock)
{
    private const int Digits = 6;
    private const int SecondsPerStep = 30;
    private const int StepsBeside = 1;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private readonly IDataProtector protector = protection.CreateProtector("Marketplace.Identity.Authenticator");

    public string NewKey() => protector.Protect(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20)));

    /// <summary>The step of the code, where it is right. That it is later than the last that was taken is for whoever takes it to see.</summary>
    public long? StepOf(string protectedKey, string? code)
    {
        var typed = string.Concat((code ?? "").Where(char.IsAsciiDigit));
        if (typed.Length != Digits || (code ?? "").Any(char.IsLetter)) return null;
        var key = Secret(protectedKey);
        var now = clock.Now.ToUnixTimeSeconds() / SecondsPerStep;
        long? found = null;
        for (var step = now - StepsBeside; step <= now + StepsBeside; step++)
        {
            var isIt = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(key, step)), Encoding.ASCII.GetBytes(typed));
            if (isIt) found ??= step;
        }

        return found;
    }

    /// <summary>The key as apps take it when it is typed.</summary>
    public string Readable(string protectedKey)
    {
        var text = new StringBuilder();
        int bits = 0, buffer = 0;
        foreach (var octet in Secret(protectedKey))
        {
            (buffer, bits) = ((buffer << 8 | octet) & 0xfff, bits + 8);
            for (; bits >= 5; bits -= 5) text.Append(Base32[(buffer >> (bits - 5)) & 31]);
        }

        return text.ToString();
    }

    /// <summary>What the picture says to the app.</summary>
    public string Address(string protectedKey, string site, string email) =>
        $"otpauth://totp/{Uri.EscapeDataString($"{site}:{email}")}?secret={Readable(protectedKey)}&issuer={Uri.EscapeDataString(site)}&digits={Digits}&period={SecondsPerStep}";

    internal static string Code(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // What authenticator apps do; RFC 6238 says why it is enough here.
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private byte[] Secret(string protectedKey) => Convert.FromHexString(protector.Unprotect(protectedKey));
}
