namespace Marketplace.Storage;

/// <summary>
/// The one exception to keeping every earlier state of a document: where one held what a person has a right to have forgotten. The document as it
/// stands and the event log are left; events hold nothing of the kind.
/// </summary>
public interface IForget
{
    /// <summary>Deletes the states that a document had before the one it has. To forget again changes nothing.</summary>
    Task EarlierStates(string collection, string id, CancellationToken cancel = default);
}
