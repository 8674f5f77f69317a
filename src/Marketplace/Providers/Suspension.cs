using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Providers;

/// <summary>Why a provider may be suspended.</summary>
public enum SuspensionReason { FalseEvidence, MisleadingClaims, NotInRegister, Complaints, AuthorityOrder, Other }

/// <summary>
/// That the operator has taken a provider off the market for the time being. While it stands its listings are as if they were not there, and its
/// own people change nothing; lifted, everything is as it was.
/// </summary>
/// <param name="Text">What the operator says to the provider's people; nobody else reads it.</param>
/// <param name="By">The id of the operator.</param>
public sealed record Suspension(SuspensionReason Reason, string Text, DateTimeOffset Since, string By);

public sealed record ProviderSuspended(ProviderId Provider, SuspensionReason Reason, string Text) : MarketEvent
{
    public override string Subject => Provider.Value;
}

/// <param name="Text">Why it was lifted.</param>
public sealed record ProviderRestored(ProviderId Provider, string Text) : MarketEvent
{
    public override string Subject => Provider.Value;
}
