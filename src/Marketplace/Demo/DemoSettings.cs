using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Demo;

/// <summary>Settings <c>Demo:Listings</c> and <c>Demo:Seed</c>.</summary>
/// <param name="Listings">2,000 in Development, none elsewhere, unless it says otherwise.</param>
internal sealed record DemoSettings(int Listings, long Seed)
{
    public const int Most = 100_000;
    private const int InDevelopment = 2_000;
    private const long UsualSeed = 2026;

    public static DemoSettings From(IConfiguration configuration, IHostEnvironment environment)
    {
        var listings = Whole(configuration, "Demo:Listings") ?? (environment.IsDevelopment() ? InDevelopment : 0);
        if (listings is < 0 or > Most) throw new SettingException($"Demo:Listings is {listings}; it goes from 0 to {Most}.");
        return new DemoSettings((int)listings, Whole(configuration, "Demo:Seed") ?? UsualSeed);
    }

    private static long? Whole(IConfiguration configuration, string key) => configuration[key] switch
    {
        null or "" => null,
        var text when long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
        var text => throw new SettingException($"{key} is \"{text}\"; it must be a whole number."),
    };
}
