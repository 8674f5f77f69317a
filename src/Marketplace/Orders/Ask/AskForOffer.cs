using Marketplace.Api;
using Marketplace.Discovery;
using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Ask;

/// <summary>What a buyer asks for, as it was typed.</summary>
/// <param name="Search">The query of the search that led to the listing.</param>
internal sealed record AskInput(ListingId Listing, string? Scope, int Quantity = 1, DateOnly? WantedBy = null, string? Search = null);

/// <summary>A buyer asks a listing's provider for an offer.</summary>
internal sealed class AskForOffer(OrderableListings listings, SaySearch search, TakeFile take, OrderWriter writer, MarketClock clock)
{
    public const int MostAttachments = 5;
    public const int MostQuantity = 1_000_000;
    public const string AttachmentField = "attachments";

    public async Task<Outcome<Written<OfferSaved>>> Run(
        Actor actor, AskInput input, IReadOnlyList<Upload>? attachments = null, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await listings.Open(actor, input.Listing, cancel)).Is(out var listing, out var refusal)) return refusal;
        if (await writer.Before<OfferSaved>(command, cancel) is { } before) return before;
        var fields = new FieldCheck();
        var scope = fields.Required(input.Scope, "scope", Offer.LongestText, multiline: true);
        if (input.Quantity is < 1 or > MostQuantity) fields.Add("bad_quantity", "quantity", $"请填写 1 至 {MostQuantity} 的整数。", $"Enter a whole number from 1 to {MostQuantity}.");
        if (input.WantedBy < clock.Today || input.WantedBy > clock.Today.AddYears(10)) fields.Add("bad_day", "wantedBy", "请填写今天或以后的日期。", "Enter today or a later day.");
        if (attachments is { Count: > MostAttachments }) fields.Add("too_many", AttachmentField, $"最多可附 {MostAttachments} 份文件。", $"At most {MostAttachments} files can be attached.");
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);

        var now = clock.Now;
        var id = OfferId.New(now);
        var files = new List<StoredFile>();
        foreach (var attachment in attachments ?? [])
        {
            if (!(await take.Run(FileOwner.Of(id), attachment, AttachmentField, cancel)).Is(out var file, out refusal)) return refusal;
            if (files.All(it => it.Hash != file.Hash)) files.Add(file);
        }

        var offer = new Offer
        {
            Id = id, Listing = input.Listing, Provider = listing.Provider.Id, Buyer = actor.For!.Id, AskedBy = actor.Id, Title = listing.Title,
            Request = new OfferRequest(scope, input.Quantity, input.WantedBy, files, (await search.Run(input.Search, cancel))?.Address), AskedAt = now, SavedAt = now,
        };
        return await writer.Commit(offer, 0, new OfferAsked(id, offer.Buyer, offer.Provider, offer.Listing), command, cancel);
    }
}
