using Marketplace.DesignSystem;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Localization;

namespace Marketplace.Listings.Draft;

/// <summary>The pages above a page of the editor.</summary>
internal static class EditCrumbs
{
    public static IReadOnlyList<Crumb> Of(IStringLocalizer<Words> words, ListingView view, bool withTasks = true)
    {
        var title = ListingText.Title(view.Content).In(Languages.Current);
        var own = new Crumb(words["own.title"], $"/provider/listings?provider={view.Provider.Id}");
        return withTasks ? [own, new Crumb(title, $"/listings/{view.Listing.Id}/edit")] : [own];
    }
}
