using System.Net;
using System.Text.RegularExpressions;
using Marketplace.Rigs;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>No parameter that says where to go on to leads to another site (ASVS 3.7.2), however it is written.</summary>
public sealed partial class RedirectTests(ITestOutputHelper output)
{
    [Fact]
    public void There_are_enough_of_them_and_none_is_taken_for_a_place_here()
    {
        var vectors = Vectors();

        Assert.True(vectors.Count >= 80, $"only {vectors.Count}");
        Assert.All(vectors, it => Assert.False(LocalUrl.IsLocal(it), it));
    }

    [Theory]
    [InlineData("/language/en?back=")]
    [InlineData("/theme/dark?back=")]
    public async Task A_choice_leads_home(string path)
    {
        await using var site = new Site();
        using var visitor = site.Visitor();
        foreach (var vector in Vectors()) Home(await visitor.GetAsync(path + Uri.EscapeDataString(vector)), vector);
    }

    [Theory]
    [InlineData("/dev/act-as", "person", "buyer")]
    [InlineData("/dev/clock", "real", "true")]
    public async Task A_form_leads_home(string path, string field, string value)
    {
        await using var site = new Site();
        using var visitor = site.Visitor();
        Assert.Equal("/standards", (await Send("/standards")).Headers.Location!.OriginalString);
        foreach (var vector in Vectors())
        {
            // A form with a character in it that no form has is refused whole.
            if (await Send(vector) is { StatusCode: not HttpStatusCode.BadRequest } answer) Home(answer, vector);
        }

        async Task<HttpResponseMessage> Send(string back)
        {
            var token = Token().Match(await visitor.GetStringAsync("/demo/act-as")).Groups[1].Value;
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new(field, value), new("return", back)]);
            return await visitor.PostAsync(path, form);
        }
    }

    [Fact]
    public async Task Signing_in_leads_home()
    {
        await using var site = new Site();
        var wei = new Someone(site);
        await wei.HasAccount();
        await wei.SignsIn();
        var vectors = Vectors();
        foreach (var vector in vectors)
        {
            await wei.Opens($"/sign-in?return={Uri.EscapeDataString(vector)}");
            Assert.True(wei is { At: "/", Status: HttpStatusCode.OK }, $"{Regex.Escape(vector)} led to {wei.At}");
        }

        output.WriteLine($"{vectors.Count} places to go on to, none of them followed");
    }

    private static void Home(HttpResponseMessage answer, string vector)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.True(answer.Headers.Location!.OriginalString == "/", $"{Regex.Escape(vector)} led to {answer.Headers.Location.OriginalString}");
    }

    private static List<string> Vectors() =>
        [.. File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Marketplace.Web.Tests", "Vectors", "redirects.txt")).Where(it => !it.StartsWith("# ", StringComparison.Ordinal)).Select(Regex.Unescape)];

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
