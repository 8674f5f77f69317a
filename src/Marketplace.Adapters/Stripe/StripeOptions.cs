using Marketplace.Identity.SignIn;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Adapters.Stripe;

/// <summary>How Stripe is reached.</summary>
/// <param name="WebhookSecrets">What its messages may be signed with: one for each endpoint, of which there are two (the platform's own events, and those of connected accounts), and while one is being changed both.</param>
/// <param name="ApiBase">Null for Stripe's own address.</param>
/// <param name="Site">Where payers come back to.</param>
internal sealed record StripeOptions(string SecretKey, IReadOnlyList<string> WebhookSecrets, Uri? ApiBase, Uri Site)
{
    public const string KeySetting = "Payments:Stripe:SecretKey";
    public const string SecretsSetting = "Payments:Stripe:WebhookSecrets";
    public const string BaseSetting = "Payments:Stripe:ApiBase";
    private const int MostSecrets = 4;
    private static readonly Uri local = new("http://localhost");

    /// <summary>Real money moves by this key.</summary>
    public bool Live => IsLive(SecretKey);

    /// <summary>
    /// Settings <c>Payments:Stripe:SecretKey</c>, <c>…:WebhookSecrets</c> (separated by commas) and <c>…:ApiBase</c>. A live key is taken in Production
    /// alone, and a test key anywhere else.
    /// </summary>
    /// <exception cref="SettingException">One is missing, or not for here. No message repeats a key.</exception>
    public static StripeOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var key = configuration[KeySetting]?.Trim();
        if (string.IsNullOrEmpty(key)) throw new SettingException($"Engines:Payments is stripe, so {KeySetting} must hold its secret key.");
        if (!IsLive(key) && !IsTest(key)) throw new SettingException($"{KeySetting} is no secret key of Stripe's: those begin with sk_ or rk_, then live_ or test_.");
        if (IsLive(key) && !environment.IsProduction()) throw new SettingException($"{KeySetting} is a live key, with which real money moves: it is taken in Production alone.");
        if (IsTest(key) && environment.IsProduction()) throw new SettingException($"{KeySetting} is a test key, with which nobody pays anything: Production wants a live one.");

        string[] secrets = [.. (configuration[SecretsSetting] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (secrets.Length is 0 or > MostSecrets || !secrets.All(it => it.StartsWith("whsec_", StringComparison.Ordinal)))
            throw new SettingException($"{SecretsSetting} must hold the secrets of the webhook endpoints (whsec_…), and while one is being changed the new and the old one, separated by commas.");
        return new StripeOptions(key, secrets, Base(configuration[BaseSetting], environment), SiteAddress.Read(configuration, environment) ?? local);
    }

    /// <summary>Without the secrets, for people to read.</summary>
    public override string ToString() => $"{ApiBase?.ToString() ?? "api.stripe.com"}, {(Live ? "live" : "test")}";

    private static Uri? Base(string? given, IHostEnvironment environment)
    {
        if (string.IsNullOrWhiteSpace(given)) return null;
        var wanted = environment.IsProduction() ? "https" : "http or https";
        return Uri.TryCreate(given, UriKind.Absolute, out var address) && (address.Scheme == "https" || (address.Scheme == "http" && !environment.IsProduction())) && address is { PathAndQuery: "/", UserInfo: "" }
            ? address
            : throw new SettingException($"{BaseSetting} is \"{given}\"; it must be an address without a path ({wanted}), or absent for Stripe's own.");
    }

    private static bool IsLive(string key) => key.StartsWith("sk_live_", StringComparison.Ordinal) || key.StartsWith("rk_live_", StringComparison.Ordinal);

    private static bool IsTest(string key) => key.StartsWith("sk_test_", StringComparison.Ordinal) || key.StartsWith("rk_test_", StringComparison.Ordinal);
}
