using Marketplace.Vocabulary;

namespace Marketplace.Identity;

/// <summary>By what an item of the checklist comes to be done.</summary>
public enum OnboardingKind
{
    /// <summary>The site sees it by itself.</summary>
    Computed,
    /// <summary>The provider says so.</summary>
    Attested,
    /// <summary>The operator has compared it with something outside.</summary>
    Verified,
}

/// <summary>How an item stands for one provider.</summary>
/// <param name="Done">Null where it cannot be told here.</param>
/// <param name="Says">In a sentence, what is there or what is missing.</param>
/// <param name="Link">The page on which it is done; null where nothing is to be done.</param>
public sealed record OnboardingState(bool? Done, Bilingual Says, string? Link);

/// <summary>
/// One thing that a provider needs before it is ready for the market. Each room contributes what it knows of; the checklist shows them by
/// <see cref="Order"/>, to the provider's people and to the operator alike.
/// </summary>
public interface IOnboardingItem
{
    /// <summary>Its place, in tens, so that one can stand between two.</summary>
    int Order { get; }

    OnboardingKind Kind { get; }

    Bilingual Title { get; }

    ValueTask<OnboardingState> Of(ProviderId provider, CancellationToken cancel = default);
}
