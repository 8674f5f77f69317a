using Marketplace.Storage;

namespace Marketplace.Payments;

/// <summary>What storage must answer about bank transfers.</summary>
public interface ITransfers
{
    /// <summary>Where the payee is paid; null where it has not said so.</summary>
    Task<Document<PayeeAccount>?> Account(string payee, CancellationToken cancel = default);

    /// <summary>The payment that a transfer's reference means.</summary>
    Task<Document<TransferName>?> Named(string reference, CancellationToken cancel = default);

    Task<Document<StatementLine>?> Line(string id, CancellationToken cancel = default);

    /// <summary>The lines of these ids that were imported already.</summary>
    Task<IReadOnlyList<Document<StatementLine>>> Lines(IReadOnlyList<string> ids, CancellationToken cancel = default);

    /// <summary>The lines that wait for somebody, the oldest first.</summary>
    Task<IReadOnlyList<Document<StatementLine>>> WaitingLines(int most, CancellationToken cancel = default);

    /// <summary>The payouts and refunds that a person carries out, in the order of their keys.</summary>
    Task<IReadOnlyList<Document<ProviderCall>>> Tasks(int most, CancellationToken cancel = default);
}
