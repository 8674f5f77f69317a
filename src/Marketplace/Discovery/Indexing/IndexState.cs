namespace Marketplace.Discovery.Indexing;

/// <summary>Whether the index is behind the store, so that a search can say that something may be missing.</summary>
internal sealed class IndexState
{
    private volatile bool catchingUp;

    public bool IsCatchingUp
    {
        get => catchingUp;
        set => catchingUp = value;
    }
}
