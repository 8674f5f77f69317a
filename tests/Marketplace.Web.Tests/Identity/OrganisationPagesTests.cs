using System.Net;
using System.Text.RegularExpressions;
using Marketplace.Web.Naughty;
using MimeKit;
using Xunit;

namespace Marketplace.Web.Identity;

/// <summary>Founding, inviting, joining, switching and leaving, as browsers do it.</summary>
public sealed partial class OrganisationPagesTests : IAsyncLifetime
{
    private readonly Site site = new();
    private HttpClient buyer = null!;
    private HttpClient officer = null!;

    public async ValueTask InitializeAsync() => (buyer, officer) = (await site.Acting("buyer"), await site.Acting("procurement"));

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task A_colleague_is_invited_by_mail_joins_switches_gets_roles_and_loses_them_at_once()
    {
        var firm = await Found(buyer, "Quokka DEMO Ltd");
        Assert.Contains("Quokka DEMO Ltd", await Strip(buyer));
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(firm)).StatusCode);

        await Sent(await Post(buyer, firm, "invite", ("email", "procurement@example.com"), ("roles", "ProviderAdmin")), $"{firm}?saved=invited");
        var link = await LinkInMail("procurement@example.com");
        Assert.Contains("Quokka DEMO Ltd", await site.Visitor().GetStringAsync(link));
        await Sent(await Post(officer, link, "accept"), $"{firm}?saved=joined");
        Assert.Equal(HttpStatusCode.Gone, (await officer.GetAsync(link)).StatusCode);

        // They act for it now, as the page says, and see it; but do not manage it.
        Assert.Contains("Quokka DEMO Ltd", await Strip(officer));
        var seen = await officer.GetStringAsync(firm);
        Assert.Contains("Wang Min", seen);
        Assert.DoesNotContain("name=\"email\"", seen);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync($"{firm}/members/buyer")).StatusCode);

        await Sent(await Post(buyer, $"{firm}/members/procurement", "roles", ("roles", "Admin"), ("action", "save")), $"{firm}?saved=roles");
        Assert.Contains("name=\"email\"", await officer.GetStringAsync(firm));

        await Sent(await Post(buyer, $"{firm}/members/procurement", "remove"), $"{firm}?saved=removed");
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(firm)).StatusCode);
        Assert.Contains("Binjiang", await Strip(officer));
    }

    [Fact]
    public async Task Somebody_of_several_organisations_acts_for_the_one_they_chose_and_only_for_their_own()
    {
        var first = Regex.Match(await buyer.GetStringAsync("/organisations"), "/organisations/(org_[0-9A-Z]{26})").Groups[1].Value;
        var second = (await Found(buyer, "Numbat DEMO Ltd")).Split('/')[^1];
        Assert.Contains("Numbat", await Strip(buyer));

        await Sent(await Post(buyer, "/organisations", "switch", ("organisation", first)), "/organisations");
        Assert.Contains("Jingwei", await Strip(buyer));

        // The other is theirs to see, without what its administrator may do, and one step away.
        var seen = await buyer.GetStringAsync($"/organisations/{second}");
        Assert.Contains("You act for another organisation", seen);
        Assert.DoesNotContain("name=\"email\"", seen);
        // A form that the page does not have for them.
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(buyer, $"/organisations/{second}", "invite", ("email", "somebody@example.com"), ("roles", "Buyer"))).StatusCode);
        await Sent(await Post(buyer, $"/organisations/{second}", "act"), $"/organisations/{second}");
        Assert.Contains("name=\"email\"", await buyer.GetStringAsync($"/organisations/{second}"));
        await Sent(await Post(buyer, "/organisations", "switch", ("organisation", first)), "/organisations");

        var foreign = Regex.Match(await officer.GetStringAsync("/organisations"), "/organisations/(org_[0-9A-Z]{26})").Groups[1].Value;
        await Post(buyer, "/organisations", "switch", ("organisation", foreign));
        Assert.Contains("Jingwei", await Strip(buyer));

        // Nor by a cookie of one's own making.
        var forger = await site.Acting("buyer");
        forger.DefaultRequestHeaders.Add("Cookie", $"organisation={foreign}");
        Assert.Equal(HttpStatusCode.NotFound, (await forger.GetAsync($"/organisations/{foreign}")).StatusCode);
    }

    [Fact]
    public async Task A_link_that_was_passed_on_lets_nobody_else_in()
    {
        var firm = await Found(buyer, "Bilby DEMO Ltd");
        await Post(buyer, firm, "invite", ("email", "somebody.else@example.com"), ("roles", "Buyer"));
        var link = await LinkInMail("somebody.else@example.com");

        var answer = await Post(officer, link, "accept");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("another address", await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(firm)).StatusCode);

        await Sent(await Post(buyer, firm, "withdraw", ("invitation", Regex.Match(await buyer.GetStringAsync(firm), "inv_[0-9A-Z]{26}").Value)), $"{firm}?saved=withdrawn");
        Assert.Equal(HttpStatusCode.Gone, (await site.Visitor().GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task The_last_administrator_is_told_why_they_cannot_leave()
    {
        var firm = await Found(buyer, "Wombat DEMO Ltd");
        var answer = await Post(buyer, $"{firm}/members/buyer", "remove");

        Assert.Contains("must have an administrator", await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await buyer.GetAsync(firm)).StatusCode);
    }

    [Theory]
    [InlineData("/organisations")]
    [InlineData("/organisations/new")]
    public async Task A_visitor_is_told_to_sign_in(string page)
    {
        var answer = await site.Visitor().GetAsync(page);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Sign in first", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Whatever_is_sent_nothing_breaks()
    {
        var firm = await Found(buyer, "Dunnart DEMO Ltd");
        foreach (var text in NaughtyStrings.Chosen)
            foreach (var (client, page, name, field) in new[] { (officer, "/organisations/new", "found", "name.en"), (buyer, firm, "invite", "email"), (buyer, firm, "invite", "roles"), (buyer, firm, "withdraw", "invitation"), (buyer, $"{firm}/members/buyer", "roles", "version"), (buyer, "/organisations", "switch", "organisation") })
                Assert.InRange((int)(await Post(client, page, name, (field, text))).StatusCode, 200, 499);
    }

    private static async Task<string> Found(HttpClient client, string name)
    {
        var answer = await Post(client, "/organisations/new", "found", ("name.en", name));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return new Uri(new Uri("http://localhost"), answer.Headers.Location!).AbsolutePath;
    }

    private static async Task Sent(HttpResponseMessage answer, string to)
    {
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        Assert.Equal(to, new Uri(new Uri("http://localhost"), answer.Headers.Location!).PathAndQuery);
    }

    /// <summary>What the header says of whom somebody acts for.</summary>
    private static async Task<string> Strip(HttpClient client) =>
        StripText().Match(await client.GetStringAsync($"/?{Guid.NewGuid():N}")) is { Success: true } found ? found.Value : "";

    /// <summary>Sends a form of a page as it is shown, with these values for its fields.</summary>
    private static async Task<HttpResponseMessage> Post(HttpClient client, string page, string form, params (string Name, string Value)[] values)
    {
        var html = await client.GetStringAsync(page);
        var token = Regex.Match(html, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        var hidden = Regex.Matches(html, "<input type=\"hidden\" name=\"(command|version)\" value=\"([^\"]*)\"").Select(it => KeyValuePair.Create(it.Groups[1].Value, it.Groups[2].Value));
        List<KeyValuePair<string, string>> all =
            [new("_handler", form), new("__RequestVerificationToken", token), .. hidden.DistinctBy(it => it.Key).Where(it => values.All(value => value.Name != it.Key)), .. values.Select(it => KeyValuePair.Create(it.Name, it.Value))];
        return await client.PostAsync(page, new FormUrlEncodedContent(all));
    }

    private async Task<string> LinkInMail(string address)
    {
        var folder = Path.Combine(site.Folder, "mail");
        for (var i = 0; i < 200; i++)
        {
            foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml") : [])
            {
                using var mail = await MimeMessage.LoadAsync(file);
                if (mail.To.ToString() == address) return new Uri(Regex.Match(mail.TextBody!, @"https?://\S+/invitations/\S+").Value).AbsolutePath;
            }
            await Task.Delay(100);
        }
        throw new InvalidOperationException($"No mail came to {address}.");
    }

    [GeneratedRegex("<p class=\"acting-for wide\".*?</p>", RegexOptions.Singleline)]
    private static partial Regex StripText();
}
