using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation;

/// <summary>
/// Written whenever a certificate of a provider takes a number. Its version stands for the numbers that were seen taken, so that of
/// two who take the same number at once the store accepts one, and the other looks again.
/// </summary>
[StoredAs("certificate_rolls")]
public sealed record CertificateRoll(ProviderId Provider)
{
    /// <param name="readAt">As <see cref="ICertificates.Roll"/> gave it before the certificates were looked at.</param>
    public static Write Enter(ProviderId provider, long readAt) => StoredAs<CertificateRoll>.Write(provider.Value, new CertificateRoll(provider), readAt);
}
