namespace Marketplace.Identity.SignIn;

/// <summary>Knows with what people can prove themselves; only the bundled server does, a foreign issuer tells nobody.</summary>
public interface IKnowFactors
{
    /// <summary>Whether the issuer's account of this subject has a second factor or a passkey; null where it knows no such account.</summary>
    Task<bool?> HasSecondFactor(string subject, CancellationToken cancel = default);
}
