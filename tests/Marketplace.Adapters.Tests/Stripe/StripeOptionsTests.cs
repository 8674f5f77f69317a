using Marketplace.Adapters.Stripe;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Marketplace.Adapters.Tests.Stripe;

public sealed class StripeOptionsTests
{
    [Theory]
    [InlineData("Development", "sk_test_1", "whsec_1", null, false)]
    [InlineData("Staging", "rk_test_1", "whsec_1,whsec_2", "http://127.0.0.1:12111", false)]
    [InlineData("Production", "sk_live_1", "whsec_1,whsec_2,whsec_3,whsec_4", null, true)]
    [InlineData("Production", "rk_live_1", "whsec_1", "https://stripe.example", true)]
    public void Settings_that_hold_are_read(string environment, string key, string secrets, string? address, bool live)
    {
        var options = Read(environment, key, secrets, address);
        Assert.Equal((live, secrets.Split(',').Length), (options.Live, options.WebhookSecrets.Count));
        Assert.DoesNotContain(key, options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("whsec", options.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development", "sk_live_secret", "whsec_1", null, "Production alone")]
    [InlineData("Staging", "rk_live_secret", "whsec_1", null, "Production alone")]
    [InlineData("Production", "sk_test_secret", "whsec_1", null, "wants a live one")]
    [InlineData("Production", "rk_test_secret", "whsec_1", null, "wants a live one")]
    [InlineData("Development", "pk_test_secret", "whsec_1", null, "no secret key")]
    [InlineData("Development", "", "whsec_1", null, "must hold its secret key")]
    [InlineData("Development", "sk_test_secret", "", null, "WebhookSecrets")]
    [InlineData("Development", "sk_test_secret", "secret", null, "WebhookSecrets")]
    [InlineData("Development", "sk_test_secret", "whsec_1,whsec_2,whsec_3,whsec_4,whsec_5", null, "WebhookSecrets")]
    [InlineData("Production", "sk_live_secret", "whsec_1", "http://stripe.example", "ApiBase")]
    [InlineData("Development", "sk_test_secret", "whsec_1", "ftp://stripe.example", "ApiBase")]
    [InlineData("Development", "sk_test_secret", "whsec_1", "https://stripe.example/v1", "ApiBase")]
    public void Others_are_refused_in_a_sentence_that_repeats_no_key(string environment, string key, string secrets, string? address, string says)
    {
        var refused = Assert.Throws<SettingException>(() => Read(environment, key, secrets, address));
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("_secret", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stripe", null, "https://checkout.stripe.com https://connect.stripe.com")]
    [InlineData("Stripe", "http://127.0.0.1:12211", "http://127.0.0.1:12211")]
    [InlineData("simulated", null, "")]
    [InlineData(null, "http://127.0.0.1:12211", "")]
    public void Forms_lead_on_to_stripes_pages_where_stripe_is_connected_and_to_no_other(string? engine, string? address, string targets) => Assert.Equal(targets, string.Join(' ', PaymentPages.FormTargets(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Engines:Payments"] = engine, [StripeOptions.BaseSetting] = address }).Build())));

    private static StripeOptions Read(string environment, string key, string secrets, string? address) => StripeOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [StripeOptions.KeySetting] = key, [StripeOptions.SecretsSetting] = secrets, [StripeOptions.BaseSetting] = address, ["Site:Address"] = "https://market.example",
        }).Build(), new Place(environment));

    private sealed class Place(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;
        public string ApplicationName { get; set; } = "";
        public string ContentRootPath { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
