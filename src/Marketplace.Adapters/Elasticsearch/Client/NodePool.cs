namespace Marketplace.Adapters.Elasticsearch.Client;

/// <summary>Takes the nodes in turn. One that failed rests, longer each time it fails again; when all rest, the one due first is asked.</summary>
internal sealed class NodePool(IReadOnlyList<Uri> addresses, TimeProvider time)
{
    private static readonly TimeSpan shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan longest = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Node[] nodes = [.. addresses.Select(address => new Node(address))];
    private int turn;

    public int Count => nodes.Length;

    /// <param name="tried">Those that failed this very request.</param>
    public Uri Next(IReadOnlyCollection<Uri> tried)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            Node? first = null;
            for (var i = 0; i < nodes.Length; i++)
            {
                var node = nodes[(turn + i) % nodes.Length];
                if (tried.Contains(node.Address) && tried.Count < nodes.Length) continue;
                if (node.RestsUntil <= now)
                {
                    turn = (turn + i + 1) % nodes.Length;
                    return node.Address;
                }
                if (first is null || node.RestsUntil < first.RestsUntil) first = node;
            }

            return first!.Address;
        }
    }

    public void Failed(Uri address)
    {
        lock (gate)
        {
            var node = Of(address);
            node.Failures++;
            var rest = shortest * Math.Pow(2, Math.Min(node.Failures, 10) - 1);
            node.RestsUntil = time.GetUtcNow() + (rest < longest ? rest : longest);
        }
    }

    public void Answered(Uri address)
    {
        lock (gate) (Of(address).Failures, Of(address).RestsUntil) = (0, default);
    }

    private Node Of(Uri address) => Array.Find(nodes, node => node.Address == address)!;

    private sealed class Node(Uri address)
    {
        public Uri Address => address;
        public int Failures { get; set; }
        public DateTimeOffset RestsUntil { get; set; }
    }
}
