using System.Text.Json;
using CsCheck;
using Marketplace.Standards;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Listings;

/// <summary>The life of a listing: draft, published, withdrawn.</summary>
public sealed class ListingRulesTests
{
    private static readonly DateTimeOffset now = new(2026, 9, 1, 4, 0, 0, TimeSpan.Zero);

    private static readonly Verdict[] overall = [Verdict.Met, Verdict.NotMet, Verdict.NotEvidenced];

    private static readonly ProviderId provider = ProviderId.New(now);

    [Fact]
    public void Publishing_is_refused_exactly_when_the_draft_does_not_conform() => Gen.Int[0, overall.Length - 1].Select(i => overall[i]).Sample(verdict =>
        Start().Publish(Judged(verdict), now).Succeeded == (verdict == Verdict.Met));

    [Fact]
    public void A_refusal_to_publish_names_each_missing_requirement_and_its_field()
    {
        var refusal = Start().Publish(Judged(Verdict.NotMet), now).Refusal!;

        Assert.Equal(RefusalKind.Unprocessable, refusal.Kind);
        Assert.Equal("answers.title", refusal.First.Field);
        Assert.Contains("answered:title", refusal.First.Message.En);
    }

    [Fact]
    public void Saving_drafts_never_changes_what_is_published() => Gen.String[1, 20].List[1, 10].Sample(titles =>
    {
        var listing = Start().Publish(Judged(Verdict.Met), now).Value;
        var live = listing.Published;
        foreach (var title in titles) listing = listing.Save(Content(title), now).Value;
        return ReferenceEquals(listing.Published, live) && listing.Status == ListingStatus.Published && listing.Draft is not null;
    });

    [Fact]
    public void A_copy_begins_with_all_that_may_be_edited_but_the_day_until_which_it_holds()
    {
        var source = Start();
        var until = JsonSerializer.SerializeToElement("2027-01-01");
        var dated = source.Save(source.Editable with { Answers = source.Editable.Answers.With(ListingContent.ValidUntil, until) }, now).Value;

        Assert.Null(dated.ForCopy().Answers[ListingContent.ValidUntil]);
        Assert.Equal(source.Editable.Answers.Values.Keys, dated.ForCopy().Answers.Values.Keys);
    }

    [Fact]
    public void Publishing_needs_a_draft()
    {
        var published = Start().Publish(Judged(Verdict.Met), now).Value;

        Assert.Equal(RefusalKind.Conflict, published.Publish(Judged(Verdict.Met), now).Refusal!.Kind);
    }

    [Fact]
    public void A_withdrawn_listing_keeps_what_it_said_and_changes_no_more()
    {
        var withdrawn = Start().Publish(Judged(Verdict.Met), now).Value.Withdraw(now.AddDays(1)).Value;

        Assert.NotNull(withdrawn.Published);
        Assert.Equal(now.AddDays(1), withdrawn.WithdrawnAt);
        Assert.Equal(RefusalKind.Conflict, withdrawn.Save(Content("x"), now).Refusal!.Kind);
        Assert.Equal(RefusalKind.Conflict, withdrawn.Publish(Judged(Verdict.Met), now).Refusal!.Kind);
        Assert.Equal(RefusalKind.Conflict, withdrawn.Withdraw(now).Refusal!.Kind);
    }

    [Fact]
    public void Only_a_published_listing_can_be_withdrawn() => Assert.Equal(RefusalKind.Conflict, Start().Withdraw(now).Refusal!.Kind);

    private static Listing Start() => Listing.Start(provider, Content("first"), now);

    private static ListingContent Content(string title) =>
        new("TC.01", 1, Answers.Empty.With("title", System.Text.Json.JsonSerializer.SerializeToElement(new { en = title })), [], []);

    private static Judgement Judged(Verdict verdict)
    {
        Gap[] gaps = verdict == Verdict.Met ? []
            : [new Gap("answered:title", verdict, Bilingual.Same("text"), Bilingual.Same("reason"), Bilingual.Same("cure"), "title")];
        return new Judgement(Answers.Empty, new HashSet<string>(), new ConformityResult(verdict, Basis.OwnWord, []), gaps);
    }
}
