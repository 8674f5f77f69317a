using System.Net.Http.Json;

namespace Marketplace.Rigs.FakeStripe;

/// <summary>A test's own way to a fake that serves, in the same process or in another: its clock, what payers, payees and banks do there, and all that stands.</summary>
public sealed class FakeStripeClient(Uri address) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new Uri(address, $"/{FakeStripeControl.Root}/"), Timeout = TimeSpan.FromSeconds(30) };

    public Uri Address => address;

    public async Task<FakeState> State() => (await http.GetFromJsonAsync<FakeState>(""))!;

    /// <summary>From here on messages go to the site at this address.</summary>
    public Task Tell(Uri site) => Do("site", new { address = site });

    /// <summary>Sets its clock, which runs on from there.</summary>
    public Task Set(DateTimeOffset now) => Do("clock", new { now });

    /// <summary>After how many seconds what nobody took is told again.</summary>
    public Task TellAgainAfter(int seconds) => Do("again", new { seconds });

    public Task Make(FakeTrouble trouble) => Do("trouble", trouble);

    /// <summary>The platform puts money of its own there.</summary>
    public Task TopUp(long amount, string currency) => Do("top-up", new { amount, currency });

    /// <summary>The payer pays; nothing where the session is over.</summary>
    public Task Pay(string session) => Do($"sessions/{session}/pay", new { });

    /// <summary>The payee answers all that is asked and can be paid.</summary>
    public Task Finish(string account) => Do($"accounts/{account}/finish", new { });

    public Task Restrict(string account, string due) => Do($"accounts/{account}/restrict", new { due });

    /// <summary>The payer's bank takes so much back.</summary>
    /// <param name="wins">Whether it decides for the platform, when it does.</param>
    public Task ChargeBack(string charge, long amount, bool wins) => Do($"charges/{charge}/charge-back", new { amount, wins });

    /// <summary>The bank decides as it was to.</summary>
    public Task Decide(string chargeback) => Do($"chargebacks/{chargeback}/decide", new { });

    public void Dispose() => http.Dispose();

    private async Task Do(string what, object how) => (await http.PostAsJsonAsync(what, how)).EnsureSuccessStatusCode();
}
