using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation;

/// <summary>What storage must answer about certificates.</summary>
public interface ICertificates
{
    Task<Document<Certificate>?> Find(CertificateId id, CancellationToken cancel = default);

    /// <summary>Those of the ids that exist, in no promised order.</summary>
    Task<IReadOnlyList<Document<Certificate>>> Find(IReadOnlyCollection<CertificateId> ids, CancellationToken cancel = default);

    /// <summary>By number, then id.</summary>
    Task<IReadOnlyList<Document<Certificate>>> OfProvider(ProviderId provider, CancellationToken cancel = default);

    /// <summary>The version of the provider's <see cref="CertificateRoll"/>; 0 where it has none yet.</summary>
    Task<long> Roll(ProviderId provider, CancellationToken cancel = default);

    /// <summary>The state last saved before the instant; null where it did not exist yet.</summary>
    Task<Document<Certificate>?> AsOf(CertificateId id, DateTimeOffset before, CancellationToken cancel = default);
}
