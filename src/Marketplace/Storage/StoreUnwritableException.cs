namespace Marketplace.Storage;

/// <summary>Nothing can be written for now, although what is there can be read. Nothing of the change was kept.</summary>
/// <param name="full">Whether the disk is full.</param>
public sealed class StoreUnwritableException(bool full, Exception inner) : Exception(full ? "The disk is full." : "The store cannot be written.", inner)
{
    public bool Full { get; } = full;
}
