using Marketplace.Accreditation;
using Marketplace.Demo.Content;
using Marketplace.Identity;
using Marketplace.Listings;
using Marketplace.Providers;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Demo.Making;

/// <summary>Makes one firm: registers it, writes its listings, hands in the certificates they need, and publishes each on its day.</summary>
internal sealed class FirmMaker(DemoContent content, Catalogue catalogue, CertificateTerms terms, ListingConformity conformity, Days days)
{
    private readonly ProviderMaker providers = new(content);

    public DemoFirm Make(FirmPlan plan)
    {
        var registered = days.At(plan.Registered, plan.Dice.Between(0, 400));
        var provider = Accepted(ProviderRules.Register(
            ProviderId.From(plan.Dice.Id(ProviderId.Prefix, registered)), providers.Make(plan), registered), $"firm {plan.Index}");

        var file = new CertificateFile(content, plan);
        var listings = new ListingMaker(content, catalogue, plan, provider, file);
        var drafts = plan.Classes.Select((code, i) => listings.Make(code, plan.PublicationDays[i % plan.PublicationDays.Count])).ToList();
        var aside = new AsideListings(plan, listings);

        var history = new CertificateHistory(plan, provider, terms, days);
        var certificates = file.All.Select(draft => history.Of(draft, registered)).ToList();
        var asPresented = certificates.Select(states => states[0]).ToList();
        var published = drafts.Select(draft => Publish(plan, provider, draft, asPresented)).ToList();
        var notOffered = aside.After((draft, changed) => Publish(plan, provider, draft with { Answers = changed }, asPresented), draft => Draft(plan, provider, draft, draft.PublishedOn), days);
        return new DemoFirm(plan.Index, provider, certificates, published, notOffered);
    }

    /// <summary>How many of the firm's listings do not conform on the day.</summary>
    public int Lapsed(DemoFirm firm, DateOnly day)
    {
        var certificates = firm.Certificates.Select(states => states[^1]).ToList();
        return firm.Listings.Count(listing => conformity.Judge(listing.Published!, certificates, day).Result.Overall != Verdict.Met);
    }

    private Listing Publish(FirmPlan plan, Provider provider, ListingDraft draft, IReadOnlyList<Certificate> certificates)
    {
        var specification = catalogue.Specification(draft.Class)!;
        var name = $"a listing of {draft.Class} by firm {plan.Index}";
        if (AnswerCheck.Check(specification, draft.Answers, draft.PublishedOn) is [var problem, ..])
            throw new InvalidOperationException($"{name}: {problem.Field}: {problem.Message.En}");

        var publishedAt = days.At(draft.PublishedOn, 300);
        var started = Draft(plan, provider, draft, draft.PublishedOn.AddDays(-plan.Dice.Between(1, 20)));
        return Accepted(started.Publish(conformity.Judge(started.Editable, certificates, draft.PublishedOn), publishedAt), name);
    }

    private Listing Draft(FirmPlan plan, Provider provider, ListingDraft draft, DateOnly day)
    {
        var content = new ListingContent(
            draft.Class, catalogue.Specification(draft.Class)!.Edition, draft.Answers, [.. draft.RestsOn.Select(c => c.Id)], draft.Sites);
        var at = days.At(day, 300);
        return Listing.Start(provider.Id, content, at) with { Id = ListingId.From(plan.Dice.Id(ListingId.Prefix, at)) };
    }

    internal static T Accepted<T>(Outcome<T> outcome, string what) => outcome.Is(out var value, out var refusal)
        ? value
        : throw new InvalidOperationException($"{what}: " + string.Join("; ", refusal.Problems.Select(p => $"{p.Field}: {p.Message.En}")));
}
