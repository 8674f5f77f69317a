namespace Marketplace.Storage;

/// <summary>Whether an engine answers now, in a few words. Degraded: it is served, but not as it should be, and an operator should look.</summary>
public sealed record EngineState(bool Healthy, string Detail, bool Degraded = false);

/// <summary>Which engine stands behind a port, and whether it answers. Every adapter registers one; <c>/health/ready</c> lists them.</summary>
public interface IEngineHealth
{
    /// <summary>What it is for: "Records", "Search".</summary>
    string Port { get; }

    /// <summary>What does it, and where: "SQLite, data/market.db".</summary>
    string Engine { get; }

    Task<EngineState> Check(CancellationToken cancel = default);
}
