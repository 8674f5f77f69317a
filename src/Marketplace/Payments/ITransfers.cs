using Marketplace.Storage;

namespace Marketplace.Payments;

/// <summary>What storage must answer about bank transfers.</summary>
public interface ITransfers
{
    /// <summary>Where the payee is paid; null where it has not said so.</summary>
    Task<Document<PayeeAccount>?> Account(string payee, CancellationToken cancel = default);
}
