using Marketplace.Discovery;

namespace Marketplace.Benchmarks.Web.Server;

/// <summary>What the floor knows before it is asked.</summary>
internal sealed class FloorContent
{
    /// <summary>A search's address → what it asks of the index.</summary>
    public Dictionary<string, IndexQuery> Searches { get; } = [];

    /// <summary>A page's path → its text, run by run.</summary>
    public Dictionary<string, string[]> Pages { get; } = [];
}
