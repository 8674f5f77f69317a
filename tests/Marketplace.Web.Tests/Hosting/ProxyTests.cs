using Marketplace.Web.SignIn;
using Xunit;

namespace Marketplace.Web.Hosting;

/// <summary>Where a reader comes from is taken from a proxy's word only where the operator names the proxy.</summary>
public sealed class ProxyTests
{
    private const string Reader = "198.51.100.7";

    [Theory]
    [InlineData("10.0.0.2", "10.0.0.2", Reader)]
    [InlineData("10.0.0.0/24, 192.0.2.1", "10.0.0.99", Reader)]
    [InlineData("10.0.0.2", "10.0.0.3", "10.0.0.3")]
    [InlineData("10.0.0.0/24", "203.0.113.9", "203.0.113.9")]
    [InlineData("", "127.0.0.1", "127.0.0.1")]
    public async Task A_forwarded_address_is_believed_of_named_proxies_alone(string proxies, string from, string expected)
    {
        await using var site = new Site { Settings = { ["Site:Proxies"] = proxies }, Parts = FromNetworks.Add };
        var wei = new Someone(site);
        await wei.HasAccount();
        wei.Browser.DefaultRequestHeaders.Add(FromNetworks.Header, from);
        wei.Browser.DefaultRequestHeaders.Add("X-Forwarded-For", Reader);
        await wei.SignsIn();

        await wei.Opens("/account");
        var sessions = wei.Page[wei.Page.IndexOf("id=\"sessions\"", StringComparison.Ordinal)..wei.Page.IndexOf("id=\"history\"", StringComparison.Ordinal)];
        Assert.Contains($">{expected}<", sessions);
    }

    [Fact]
    public async Task Of_several_addresses_the_one_that_the_proxy_itself_saw_counts()
    {
        await using var site = new Site { Settings = { ["Site:Proxies"] = "10.0.0.2" }, Parts = FromNetworks.Add };
        var wei = new Someone(site);
        await wei.HasAccount();
        wei.Browser.DefaultRequestHeaders.Add(FromNetworks.Header, "10.0.0.2");
        wei.Browser.DefaultRequestHeaders.Add("X-Forwarded-For", $"192.0.2.55, {Reader}");
        await wei.SignsIn();

        await wei.Opens("/account");
        Assert.Contains($">{Reader}<", wei.Page);
        Assert.DoesNotContain("192.0.2.55", wei.Page);
    }
}
