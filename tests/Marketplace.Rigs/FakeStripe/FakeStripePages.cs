using System.Net;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Rigs.FakeStripe;

/// <summary>Where Stripe's own pages would be: a payer pays, a payee answers what is asked, and each is led back.</summary>
internal sealed class FakeStripePages(StripeFake fake)
{
    public Task Answer(HttpContext context, string[] path) => (context.Request.Method, path) switch
    {
        ("GET", ["c", "pay", var id]) when Session(id) is { } it =>
            Page(context, $"Pay {it.Amount} {it.Currency} (minor units) for {it.Reference}", it.Status == "open" ? [("pay", "Pay"), ("pay-later", "Pay by a debit"), ("decline", "Be declined")] : [], it.Success),
        ("POST", ["c", "pay", var id]) when Session(id) is { } it => Do(context, it.Success, what =>
        {
            if (what == "pay-later") fake.PayLater(id);
            else if (what == "decline") fake.Decline(id);
            else fake.Pay(id);
        }),
        ("GET", ["setup", "e", var id, _]) when Account(id) is { } it => Page(context, $"Account {id}", [("finish", "Answer all that is asked")], it.Return),
        ("POST", ["setup", "e", var id, _]) when Account(id) is { } it => Do(context, it.Return, _ => fake.Finish(id)),
        _ => Status(context, HttpStatusCode.NotFound),
    };

    private FakeSession? Session(string id) => fake.Look(it => it.Sessions.FirstOrDefault(one => one.Id == id));

    private FakeAccount? Account(string id) => fake.Look(it => it.Accounts.GetValueOrDefault(id));

    private static async Task Do(HttpContext context, string? back, Action<string> act)
    {
        act((await context.Request.ReadFormAsync(context.RequestAborted))["do"].ToString());
        context.Response.Redirect(back ?? "/");
    }

    private static Task Page(HttpContext context, string title, (string Do, string Label)[] choices, string? back)
    {
        var buttons = string.Concat(choices.Select(it => $"<p><button name=\"do\" value=\"{it.Do}\">{it.Label}</button></p>"));
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"<!doctype html><html lang=\"en\"><title>Not Stripe</title><h1>{WebUtility.HtmlEncode(title)}</h1><p>This stands for Stripe in tests; no money moves.</p><form method=\"post\">{buttons}</form><p><a href=\"{WebUtility.HtmlEncode(back)}\">Back</a></p></html>",
            context.RequestAborted);
    }

    private static Task Status(HttpContext context, HttpStatusCode status)
    {
        context.Response.StatusCode = (int)status;
        return Task.CompletedTask;
    }
}
