using System.Net;
using System.Text.RegularExpressions;
using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Outbox;
using Marketplace.Storage;
using Marketplace.Web.Naughty;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>Somebody with a browser: keeps cookies, follows redirects, fills in forms, and reads the mail that is sent to them.</summary>
internal sealed partial class Someone(Site site, string address = "http://localhost/", string language = "en")
{
    public const string Password = "correct horse battery staple";

    public HttpClient Browser { get; } = Open(site, address, language);

    public string Email { get; init; } = $"wei-{Guid.NewGuid():N}@example.com";

    public string Name { get; init; } = "Li Wei";

    /// <summary>The page that was shown last, and where.</summary>
    public string Page { get; private set; } = "";

    public string At { get; private set; } = "";

    public HttpStatusCode Status { get; private set; }

    /// <summary>An account that is ready to be used, made without the pages.</summary>
    public async Task<Account> HasAccount(string? password = Password)
    {
        using var scope = site.Services.CreateScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = new Account { Name = Name, Email = Email, EmailConfirmed = true, CreatedAt = TimeProvider.System.GetUtcNow() };
        account.UserName = account.Id;
        var made = password is null ? await accounts.CreateAsync(account) : await accounts.CreateAsync(account, password);
        Assert.True(made.Succeeded, string.Join(' ', made.Errors.Select(error => error.Description)));
        return account;
    }

    public async Task Opens(string path) => await Shows(await Browser.GetAsync(path));

    /// <summary>Sends the page's form that has the first of these fields (or the first form), with these values in it.</summary>
    public async Task Sends(params (string Field, string Value)[] values)
    {
        var forms = HtmlForm.Of(Page);
        var form = values.Length == 0 ? forms[0] : forms.First(it => it.Free.Contains(values[0].Field) || it.Hidden.Contains(values[0].Field));
        await Shows(await Browser.PostAsync(At, form.InParts([.. values.Select(it => new KeyValuePair<string, string>(it.Field, it.Value))])));
    }

    /// <summary>Sends the form with this name as Blazor has it.</summary>
    public async Task Presses(string form) =>
        await Shows(await Browser.PostAsync(At, HtmlForm.Of(Page).First(it => it.All("_handler").Contains(form)).InParts()));

    /// <summary>Sends the form of this name with exactly these values beside what it has hidden.</summary>
    public async Task Submits(string form, IReadOnlyList<KeyValuePair<string, string>> values)
    {
        var shown = HtmlForm.Of(Page).First(it => it.All("_handler").Contains(form));
        var hidden = shown.Hidden.Append("__RequestVerificationToken").Where(name => values.All(it => it.Key != name)).SelectMany(name => shown.All(name).Select(value => KeyValuePair.Create(name, value)));
        await Shows(await Browser.PostAsync(At, new FormUrlEncodedContent([.. hidden, .. values])));
    }

    public async Task SignsUp(string? password = Password)
    {
        await Opens("/account/sign-up");
        await Sends(("name", Name), ("email", Email), ("password", password ?? ""));
    }

    public async Task SignsIn(string password = Password, string path = "/sign-in")
    {
        await Opens(path);
        await Sends(("email", Email), ("password", password));
    }

    public async Task SignsOut()
    {
        var token = WebUtility.HtmlDecode(Token().Match(Page[Page.IndexOf("action=\"/sign-out\"", StringComparison.Ordinal)..]).Groups[1].Value);
        await Shows(await Browser.PostAsync("/sign-out", new FormUrlEncodedContent([new("__RequestVerificationToken", token)])));
    }

    public async Task<bool> IsSignedIn()
    {
        await Opens("/standards");
        return Page.Contains("action=\"/sign-out\"", StringComparison.Ordinal);
    }

    /// <summary>What happened to accounts so far is in the record, and whoever follows the log has heard it.</summary>
    public static async Task Recorded(Site site)
    {
        await using (var scope = site.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<TakeSecurityEvents>().Run();
        await site.Services.GetRequiredService<OutboxPump>().CaughtUp();
    }

    /// <summary>What the browser sends for its sessions, as somebody would have it who got hold of it.</summary>
    public async Task<string> Cookies()
    {
        var sent = (await Browser.GetAsync("/classes")).RequestMessage!.Headers.GetValues("Cookie").SelectMany(it => it.Split("; "));
        return string.Join("; ", sent.Where(it => it.StartsWith("session", StringComparison.Ordinal) || it.StartsWith("account", StringComparison.Ordinal)));
    }

    /// <summary>Turns the second factor on, with an app that is this program.</summary>
    /// <returns>The key that the app holds.</returns>
    public async Task<string> HasAuthenticator(TimeProvider time)
    {
        await Opens("/account/authenticator");
        var key = Key().Match(Page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        await Sends(("code", CodeOf(key, time)));
        return key;
    }

    public static string CodeOf(string key, TimeProvider time) => Authenticator.Code(FromBase32(key), time.GetUtcNow().ToUnixTimeSeconds() / 30);

    /// <summary>The mails to this person, the oldest first, when there are so many.</summary>
    public async Task<IReadOnlyList<MimeMessage>> Mail(int atLeast = 1)
    {
        var folder = Path.Combine(site.Folder, "mail");
        for (var tries = 0; ; tries++)
        {
            var mine = Directory.Exists(folder)
                ? Directory.GetFiles(folder, "*.eml").Select(file => (File: file, Mail: MimeMessage.Load(file))).Where(it => it.Mail.To.Mailboxes.Any(to => to.Address == Email))
                    .OrderBy(it => File.GetLastWriteTimeUtc(it.File)).Select(it => it.Mail).ToList()
                : [];
            if (mine.Count >= atLeast) return mine;
            Assert.True(tries < 100, $"{mine.Count} mails to {Email} came, and {atLeast} were waited for.");
            await Task.Delay(50);
        }
    }

    public static string LinkIn(MimeMessage mail) => Link().Match(mail.TextBody!).Value;

    private static HttpClient Open(Site site, string address, string language)
    {
        var client = site.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri(address), HandleCookies = true, AllowAutoRedirect = true, MaxAutomaticRedirections = 10 });
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
        return client;
    }

    private async Task Shows(HttpResponseMessage answer)
    {
        Status = answer.StatusCode;
        Page = await answer.Content.ReadAsStringAsync();
        At = answer.RequestMessage!.RequestUri!.PathAndQuery;
    }

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(octet => octet.Length == 8).Select(octet => Convert.ToByte(new string(octet), 2))];
    }

    [GeneratedRegex("<code class=\"nowrap\"[^>]*>([A-Z2-7 ]+)</code>")]
    private static partial Regex Key();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Link();
}
