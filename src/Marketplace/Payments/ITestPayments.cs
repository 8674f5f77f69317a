using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>A visit to the test payment page.</summary>
public sealed record TestSession(string Id, string Reference, Money Amount, GatewayState State);

/// <summary>The test payment page's side of the simulated provider: what a payer would do at a real one's.</summary>
public interface ITestPayments
{
    Task<TestSession?> Session(string id, CancellationToken cancel = default);

    /// <summary>Lets it happen; a session that is over is refused.</summary>
    Task<Outcome<TestSession>> Choose(string id, TestChoice choice, CancellationToken cancel = default);
}
