namespace Marketplace.Storage;

/// <summary>
/// The right to hear for a consumer that several sites share (an index, mail). One site holds it at a time. Each holder has a fencing number
/// greater than those before it, so that what a site does that froze and woke up can be told from what its successor does, and be refused.
/// </summary>
public interface ILease
{
    /// <summary>Asked so often, the lease stays held.</summary>
    TimeSpan Beat { get; }

    /// <summary>Takes the lease or keeps it: the fencing number, or null while another site holds it.</summary>
    Task<long?> Hold(CancellationToken cancel);

    /// <summary>Leaves it to the next at once, instead of when its term has passed.</summary>
    Task Release();
}
