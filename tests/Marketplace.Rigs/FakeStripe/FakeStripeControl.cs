using System.Text.Json.Nodes;
using Marketplace.Identity.ActAs;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Rigs.FakeStripe;

/// <summary>What a test does at the fake beside what the site asks of it: below <c>/_fake</c>, in JSON. <see cref="FakeStripeClient"/> speaks to it.</summary>
internal sealed class FakeStripeControl(StripeFake fake, DevTimeProvider time)
{
    public const string Root = "_fake";

    /// <summary>Whose endpoint is told what happens; null while nobody's is.</summary>
    public Uri? Site { get; private set; }

    public async Task Answer(HttpContext context, string[] path)
    {
        if (context.Request.Method == "GET")
        {
            await context.Response.WriteAsJsonAsync(fake.Look(FakeState.Read), context.RequestAborted);
            return;
        }
        var asked = await context.Request.ReadFromJsonAsync<JsonObject>(context.RequestAborted) ?? [];
        string Text(string name) => (string?)asked[name] ?? "";
        switch (path)
        {
            case ["site"]: Site = new Uri(Text("address")); break;
            case ["clock"]: time.Set((DateTimeOffset?)asked["now"]); break;
            case ["again"]: fake.Tellings.Again = (long)asked["seconds"]!; break;
            case ["trouble"]: (Read<FakeTrouble>(asked) ?? new FakeTrouble()).Happen(fake); break;
            case ["top-up"]: fake.TopUp((long)asked["amount"]!, Text("currency")); break;
            case ["sessions", var id, "pay"]: fake.Pay(id); break;
            case ["accounts", var id, "finish"]: fake.Finish(id); break;
            case ["accounts", var id, "restrict"]: fake.Restrict(id, Text("due")); break;
            case ["charges", var id, "charge-back"]: fake.ChargeBack(id, (long)asked["amount"]!, inquiry: false, (bool)asked["wins"]!); break;
            case ["chargebacks", var id, "decide"]: fake.Decide(fake.Look(it => it.Disputes.First(one => one.Id == id))); break;
            default: context.Response.StatusCode = StatusCodes.Status404NotFound; break;
        }
    }

    private static T? Read<T>(JsonObject from) => System.Text.Json.JsonSerializer.Deserialize<T>(from, System.Text.Json.JsonSerializerOptions.Web);
}
