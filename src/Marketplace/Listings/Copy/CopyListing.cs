using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Listings.Draft;
using Marketplace.Vocabulary;

namespace Marketplace.Listings.Copy;

/// <summary>
/// Starts a draft from what another listing of the same provider says: for a service much like it, or in place of one that was withdrawn. The
/// draft follows the edition that its class has today, and passes the same checks as one that was typed.
/// </summary>
internal sealed class CopyListing(OwnListings own, DraftListing draft)
{
    public async Task<Outcome<ListingWritten>> Run(Actor actor, ListingId id, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await own.Open(actor, id, cancel)).Is(out var it, out var refusal)) return refusal;
        var copied = it.Document.Value.ForCopy();
        var asked = new NewListing(it.Provider.Id, copied.Class, copied.Certificates, copied.Sites, copied.Answers);
        return await draft.Run(actor, asked, command, cancel);
    }
}
