using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Listings.Copy;
using Marketplace.Listings.Draft;
using Marketplace.Listings.Onboarding;
using Marketplace.Listings.Publish;
using Marketplace.Listings.Show;
using Marketplace.Listings.Withdraw;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Listings;

/// <summary>The room of listings: drafting, publishing, withdrawing and showing them.</summary>
public static class ListingsRoom
{
    public static IServiceCollection AddListings(this IServiceCollection services) => services
        .AddApiScopes(ListingScopes.Read, ListingScopes.Write)
        .AddSingleton<ListingConformity>()
        .AddSingleton<IOnboardingItem, ListingItem>()
        .AddScoped<OwnListings>()
        .AddScoped<ListingWriter>()
        .AddScoped<ContentRules>()
        .AddScoped<DraftListing>()
        .AddScoped<CopyListing>()
        .AddScoped<SaveDraft>()
        .AddScoped<PublishListing>()
        .AddScoped<WithdrawListing>()
        .AddScoped<ShowListing>()
        .AddScoped<ListOwnListings>()
        // A page of a structured list is a few hundred fields; the framework reads 1,024 of one form.
        .Configure<FormOptions>(options => options.ValueCountLimit = 4096);

    public static IEndpointRouteBuilder MapListings(this IEndpointRouteBuilder routes) => routes
        .MapDrafts()
        .MapCopy()
        .MapPublication()
        .MapListing();
}
