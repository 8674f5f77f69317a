using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Listings;

public enum ListingStatus { Draft, Published, Withdrawn }

/// <summary>What a provider writes: the answers, the certificates the listing rests on and the sites it is offered from.</summary>
/// <param name="Class">Code of the class, whose specification's <paramref name="Edition"/> the answers follow.</param>
public sealed record ListingContent(
    string Class, int Edition, Answers Answers,
    IReadOnlyList<CertificateId> Certificates, IReadOnlyList<string> Sites)
{
    /// <summary>The question of the day until which a listing holds; past it, it leaves search.</summary>
    public const string ValidUntil = "listing_valid_until";
}

/// <summary>
/// A listing. While <see cref="Published"/> is set it is what the public sees; <see cref="Draft"/> stands beside it until it is published in turn.
/// Every save is a version of the document, and earlier versions stay readable.
/// </summary>
[StoredAs("listings")]
public sealed record Listing
{
    public required ListingId Id { get; init; }
    public required ProviderId Provider { get; init; }
    public required ListingStatus Status { get; init; }
    public ListingContent? Draft { get; init; }
    public ListingContent? Published { get; init; }
    public DateTimeOffset? FirstPublishedAt { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public DateTimeOffset? WithdrawnAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>What the owner edits: the draft where there is one.</summary>
    public ListingContent Editable => Draft ?? Published ?? throw new InvalidOperationException($"{Id} has no content.");

    public static Listing Start(ProviderId provider, ListingContent content, DateTimeOffset now) => new()
    {
        Id = ListingId.New(now), Provider = provider, Status = ListingStatus.Draft, Draft = content, CreatedAt = now, SavedAt = now,
    };

    /// <summary>Saves as a draft; what is published stays as it is.</summary>
    public Outcome<Listing> Save(ListingContent content, DateTimeOffset now)
    {
        if (Status == ListingStatus.Withdrawn)
            return Refusal.Because(RefusalKind.Conflict, "listing_withdrawn",
                "服务已撤回，不能再修改。", "The listing is withdrawn and can no longer be changed.");
        if (content.Class != Editable.Class)
            return Refusal.Because(RefusalKind.Conflict, "class_fixed",
                "服务类别建立后不能更改，请另建一项服务。", "The class of a listing is fixed; start another listing instead.", "class");
        return this with { Draft = content, SavedAt = now };
    }

    /// <summary>Puts the draft before the public, where it conforms today.</summary>
    public Outcome<Listing> Publish(Judgement draft, DateTimeOffset now)
    {
        if (Status == ListingStatus.Withdrawn)
            return Refusal.Because(RefusalKind.Conflict, "listing_withdrawn",
                "服务已撤回，不能再发布。", "The listing is withdrawn and cannot be published again.");
        if (Draft is null)
            return Refusal.Because(RefusalKind.Conflict, "nothing_to_publish",
                "没有待发布的草稿。", "There is no draft to publish.");
        if (draft.Result.Overall != Verdict.Met)
            return new Refusal(RefusalKind.Unprocessable, [.. draft.Gaps.Select(gap => gap.ToProblem())]);
        return this with
        {
            Status = ListingStatus.Published, Published = Draft, Draft = null,
            FirstPublishedAt = FirstPublishedAt ?? now, PublishedAt = now, SavedAt = now,
        };
    }

    /// <summary>What a new listing like this one begins with: all of it but the day until which it holds, which is promised anew.</summary>
    public ListingContent ForCopy() => Editable with { Answers = Editable.Answers.With(ListingContent.ValidUntil, null) };

    /// <summary>Takes it off the market; its page stays, with the date.</summary>
    public Outcome<Listing> Withdraw(DateTimeOffset now) => Status == ListingStatus.Published
        ? this with { Status = ListingStatus.Withdrawn, Draft = null, WithdrawnAt = now, SavedAt = now }
        : Refusal.Because(RefusalKind.Conflict, "not_published",
            "只有已发布的服务才能撤回。", "Only a published listing can be withdrawn.");
}

public sealed record ListingDrafted(ListingId Listing, ProviderId Provider) : MarketEvent
{
    public override string Subject => Listing.Value;
}

public sealed record ListingPublished(ListingId Listing, ProviderId Provider) : MarketEvent
{
    public override string Subject => Listing.Value;
}

public sealed record ListingWithdrawn(ListingId Listing, ProviderId Provider) : MarketEvent
{
    public override string Subject => Listing.Value;
}
