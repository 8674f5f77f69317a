using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Providers;

public sealed class ProviderRulesTests
{
    private static readonly DateTimeOffset now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    private static readonly ProviderInput good = new()
    {
        Name = new Bilingual("演示检测有限公司", "DEMO Testing Ltd"), Country = "CN", RegistrationNumber = "91350100M000100Y43", Size = SizeBand.Small,
        Sites = [new SiteInput { Name = new Bilingual("总部", null), Region = "cn-gd" }, new SiteInput { Name = new Bilingual(null, "Hong Kong"), Region = "HK" }],
        Contact = new Contact(null, "lab@example.org", null, null), Languages = ["ZH", "en", "en", "zh-hant"],
    };

    [Fact]
    public void A_good_organisation_is_kept_in_canonical_form()
    {
        var provider = Registered(good).Value;
        Assert.Equal(["CN-GD", "CN-HK"], provider.Sites.Select(site => site.Region));
        Assert.Equal(["s1", "s2"], provider.Sites.Select(site => site.Id));
        Assert.Equal(["zh", "en", "zh-Hant"], provider.Languages);
    }

    [Fact]
    public void A_foreign_register_has_its_own_numbers() =>
        Assert.Equal("HRB 12345", Registered(good with { Country = "DE", RegistrationNumber = " hrb  12345 " }).Value.RegistrationNumber);

    [Fact]
    public void Everything_wrong_is_said_at_once_and_at_its_field()
    {
        var refusal = Registered(new ProviderInput
        {
            Name = new Bilingual(" ", null), Country = "XX", RegistrationNumber = "<b>", Sites = [new SiteInput { Name = new Bilingual("a", null), Region = "CN-ZZ" }],
            Contact = new Contact(null, null, null, "javascript:alert(1)"), Languages = ["english"],
        }).Refusal!;
        string[] fields = ["country", "registrationNumber", "name", "size", "sites[0].region", "contact.web", "languages[0]"];
        Assert.Equal(fields.Order(), refusal.Problems.Select(problem => problem.Field!).Distinct().Order());
    }

    [Theory]
    [InlineData("mail@", null)]
    [InlineData("a b@example.org", null)]
    [InlineData(null, "none")]
    [InlineData(null, null)]
    public void A_contact_must_be_one_that_works(string? mail, string? phone) =>
        Assert.StartsWith("contact.", Registered(good with { Contact = new Contact(null, mail, phone, null) }).Refusal!.First.Field);

    [Theory]
    [InlineData("名\u202E字")]
    [InlineData("a\0b")]
    [InlineData("x\uFEFFy")]
    public void A_name_may_not_hide_or_reverse_anything(string name) =>
        Assert.Equal("name.zh", Registered(good with { Name = new Bilingual(name, null) }).Refusal!.First.Field);

    [Fact]
    public void A_name_may_not_hold_half_a_character() =>
        Assert.Equal("name.zh", Registered(good with { Name = new Bilingual("\uD800", null) }).Refusal!.First.Field);

    [Fact]
    public void Saving_keeps_the_entry_of_the_register()
    {
        var saved = ProviderRules.Save(Registered(good).Value, good with { Country = "DE", RegistrationNumber = "HRB 1" }, now).Value;
        Assert.Equal(("CN", "91350100M000100Y43"), (saved.Country, saved.RegistrationNumber));
    }

    private static Outcome<Provider> Registered(ProviderInput input) => ProviderRules.Register(ProviderId.New(now), input, now);
}
