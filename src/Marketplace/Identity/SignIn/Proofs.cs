namespace Marketplace.Identity.SignIn;

/// <summary>From how an issuer says that somebody proved themselves (<c>amr</c>, RFC 8176) to how surely they are known.</summary>
public static class Proofs
{
    private static readonly HashSet<string> keys = new(StringComparer.Ordinal) { "hwk", "swk", "sc", "pop" };

    public static Strength StrengthOf(IEnumerable<string> methods)
    {
        var all = methods.ToHashSet(StringComparer.Ordinal);
        // A key alone may lie in a drawer; that its holder was checked is what "user" or a second method says.
        if (all.Overlaps(keys) && (all.Contains("user") || all.Contains("mfa"))) return Strength.Passkey;
        return all.Contains("mfa") || all.Contains("otp") ? Strength.SecondFactor : Strength.Password;
    }
}
