namespace Marketplace.Web.Home;

/// <summary>Where each kind of user begins; the words are <c>home.step.{Key}</c>, <c>.text</c> and <c>.link</c>.</summary>
internal sealed record FirstStep(string Key, string Href)
{
    public static IReadOnlyList<FirstStep> All { get; } =
    [
        new("buyer", "/search?verdict=met&sort=price"),
        new("provider", "/providers/new"),
        new("procurement", "/coverage"),
        new("officer", "/standards"),
        new("integrator", "/openapi/v1.json"),
    ];
}
