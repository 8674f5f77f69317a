using System.Reflection;
using System.Text.Json;
using Marketplace.Accreditation;
using Marketplace.Disputes;
using Marketplace.Disputes.Draft;
using Marketplace.Disputes.Open;
using Marketplace.Disputes.Operate;
using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Identity.ActAs;
using Marketplace.Identity.Clients;
using Marketplace.Identity.Invitations;
using Marketplace.Identity.Organisations;
using Marketplace.Identity.SignIn;
using Marketplace.Inbox;
using Marketplace.Listings.Draft;
using Marketplace.Orders;
using Marketplace.Orders.Ask;
using Marketplace.Orders.Negotiate;
using Marketplace.Orders.Place;
using Marketplace.Orders.Settle;
using Marketplace.Providers;
using Marketplace.Providers.Register;
using Marketplace.Reports;
using Marketplace.Reports.Make;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Rights;

/// <summary>The table <c>use-cases.txt</c>, every cell of it called on the use case itself, without a page or an endpoint before it. A use case without a row fails.</summary>
public sealed partial class DirectRightsTests(SmallMarket market, ITestOutputHelper output) : IClassFixture<SmallMarket>
{
    private sealed record Row(string UseCase, string Object, IReadOnlyList<(string Actor, string Expected)> Cells);

    /// <summary>Steps that use cases have in common; each is reached through those.</summary>
    private static readonly string[] steps = ["OwnListings", "OwnOrganisation", "OwnClients", "ContentRules", "SpeakFor", "OrderSteps", "OrderableListings", "DisputeSteps"];

    private static int firms = 74_711;

    [Fact]
    public void Every_use_case_has_a_row_and_every_row_a_use_case() =>
        Assert.Equal(UseCases().Select(Name).Distinct().Order(StringComparer.Ordinal), Table().Select(it => it.UseCase).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_cell_answers_as_the_table_says()
    {
        var actors = await Actors();
        var methods = UseCases().ToDictionary(Name);
        var surprises = new List<string>();
        var cells = 0;
        foreach (var row in Table())
            foreach (var (name, expected) in row.Cells)
            {
                var known = await Call(methods[row.UseCase], actors[name], await Object(row.Object, actors["editor"], actors["buyer"]));
                cells++;
                if (known != expected) surprises.Add($"{row.UseCase} on {row.Object} as {name}: {known}, not {expected}");
                if (row.Object == "-" || row.Object.StartsWith("in:", StringComparison.Ordinal)) continue;

                var never = await Call(methods[row.UseCase], actors[name], Never(row.Object));
                cells++;
                if (never != "absent" && !(expected == "no" && never == "no")) surprises.Add($"{row.UseCase} on a {row.Object} that never was as {name}: {never}");
            }

        output.WriteLine($"{cells} cells called directly, {surprises.Count} surprises");
        Assert.True(surprises.Count == 0, string.Join('\n', surprises));
    }

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    /// <summary>What takes an actor and may refuse.</summary>
    private static IEnumerable<MethodInfo> UseCases() =>
        from type in typeof(Actor).Assembly.GetTypes()
        where type is { IsClass: true, IsAbstract: false } && !steps.Contains(type.Name)
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.GetParameters() is [{ } first, ..] && first.ParameterType == typeof(Actor)
              && method.ReturnType is { IsGenericType: true } task && task.GetGenericTypeDefinition() == typeof(Task<>)
              && task.GetGenericArguments()[0] is { IsGenericType: true } outcome && outcome.GetGenericTypeDefinition() == typeof(Outcome<>)
        select method;

    private async Task<string> Call(MethodInfo method, Actor actor, string on)
    {
        using var scope = market.Site.Services.CreateScope();
        var useCase = scope.ServiceProvider.GetRequiredService(method.DeclaringType!);
        var arguments = method.GetParameters().Select(it => it.ParameterType == typeof(Actor) ? actor : Argument(it, on)).ToArray();
        var task = (Task)method.Invoke(useCase, arguments)!;
        await task;
        var outcome = task.GetType().GetProperty("Result")!.GetValue(task)!;
        return ((Refusal?)outcome.GetType().GetProperty("Refusal")!.GetValue(outcome))?.Kind switch
        {
            RefusalKind.Forbidden => "no",
            RefusalKind.NotFound => "absent",
            _ => "yes",
        };
    }

    /// <summary>Something that holds for a parameter, so that nothing but a right stands in the way.</summary>
    private object? Argument(ParameterInfo parameter, string on)
    {
        var type = parameter.ParameterType;
        // An invitation is known by its organisation and its own id.
        var (first, second) = on.Split('/') is [var left, var right] ? (left, right) : (on, on);
        if (type == typeof(OrganisationId)) return OrganisationId.From(first);
        if (type == typeof(InvitationId)) return InvitationId.From(second);
        if (type == typeof(ApiClientId)) return ApiClientId.From(second);
        if (type == typeof(PersonId)) return PersonId.From(on);
        if (type == typeof(ReportId)) return ReportId.From(on);
        if (type == typeof(ReportInput)) return Report(on);
        if (type == typeof(ListingId)) return ListingId.From(on);
        if (type == typeof(CertificateId)) return CertificateId.From(on);
        if (type == typeof(ProviderId)) return ProviderId.From(on);
        if (type == typeof(OfferId)) return OfferId.From(on);
        if (type == typeof(OrderId)) return OrderId.From(on);
        if (type == typeof(MoneyActId)) return MoneyActId.From(on);
        if (type == typeof(MoneyActInput)) return new MoneyActInput(MoneyActKind.HandOver, OrderId.From(on), 1, "It must go on.");
        if (type == typeof(DisputeId)) return DisputeId.From(on);
        if (type == typeof(DisputeInput)) return new DisputeInput(DisputeReason.Other, ["It is not so."], DisputeRemedy.RefundAll);
        if (type == typeof(IReadOnlyList<ArgumentText>)) return Array.Empty<ArgumentText>();
        if (type == typeof(AskInput)) return Ask(on);
        if (type == typeof(PlaceInput)) return Place(on);
        if (type == typeof(OfferInput)) return new OfferInput([], "CNY", 0, null);
        if (type == typeof(int)) return 1;
        if (type == typeof(long)) return 1L;
        if (type == typeof(ProviderInput)) return Firm();
        if (type == typeof(CertificateInput)) return market.CertificateBody().Deserialize<CertificateInput>(MarketJson.Strict);
        if (type == typeof(NewListing)) return new NewListing(ProviderId.From(on), "TC.01");
        if (type == typeof(Bilingual)) return Bilingual.Same("Some Organisation");
        if (parameter.HasDefaultValue || type == typeof(Upload)) return null;
        if (type == typeof(string)) return parameter.Name switch { "about" => on, "person" => $"editor-{market.Provider}", "email" => $"p{Guid.NewGuid():N}@example.com", "job" => "reindex", _ => "nonsense" };
        if (type.IsAssignableFrom(typeof(string[]))) return new[] { "listings.read" };
        if (type.IsAssignableFrom(typeof(PlatformRole[]))) return new[] { PlatformRole.Auditor };
        if (type.IsAssignableFrom(typeof(NoticeKind[]))) return Array.Empty<NoticeKind>();
        if (type.IsAssignableFrom(typeof(Role[]))) return new[] { Role.Buyer };
        if (type.IsValueType) return Activator.CreateInstance(type);
        return Activator.CreateInstance(type, [.. type.GetConstructors()[0].GetParameters().Select(it => it.HasDefaultValue ? it.DefaultValue : it.ParameterType.IsValueType ? Activator.CreateInstance(it.ParameterType) : null)]);
    }

    private async Task<T> Made<TUseCase, T>(Func<TUseCase, Task<Outcome<Written<T>>>> make) where TUseCase : notnull where T : class
    {
        using var scope = market.Site.Services.CreateScope();
        return (await make(scope.ServiceProvider.GetRequiredService<TUseCase>())).Value.Stands;
    }

    private static AskInput Ask(string listing) => new(ListingId.From(listing), "Ten samples");

    private static PlaceInput Place(string listing) => new(ListingId.From(listing), InvoiceTitle: "Jingwei");

    private static ReportInput Report(string about) => new(about, nameof(ReportReason.Other), "It does not hold.", null);

    private static ProviderInput Firm()
    {
        var body = CertificateBodies.Provider();
        (body["country"], body["registrationNumber"]) = ("DE", $"HRB {Interlocked.Increment(ref firms)} DEMO");
        return body.Deserialize<ProviderInput>(MarketJson.Strict)!;
    }

    private async Task<Dictionary<string, Actor>> Actors()
    {
        using var registering = market.Site.Services.CreateScope();
        var other = (await registering.ServiceProvider.GetRequiredService<RegisterProvider>().Run(Actor.System, Firm())).Value.Document.Value.Id.Value;
        var actors = new Dictionary<string, Actor> { ["visitor"] = Actor.Anonymous };
        foreach (var (name, person) in new[] { ("buyer", "buyer"), ("foreign", $"editor-{other}"), ("editor", $"editor-{market.Provider}"), ("operator", "operator"), ("auditor", "auditor") })
        {
            using var client = await market.Site.Acting(person);
            using var scope = market.Site.Services.CreateScope();
            var demo = (await scope.ServiceProvider.GetRequiredService<StandardPeople>().Demo(person))!;
            var belongs = await scope.ServiceProvider.GetRequiredService<WhoActs>().Belongs(person);
            actors[name] = new Actor(demo.Person, belongs is [var acting, ..] ? acting : null, Strength.Passkey) { Platform = demo.Platform, ProvedAt = TimeProvider.System.GetUtcNow() };
        }

        return actors;
    }

    private static IReadOnlyList<Row> Table()
    {
        var (head, rows) = RightsTable.Read("use-cases.txt", "# use case");
        return [.. rows.Select(words => new Row(words[0], words[1], [.. head[4..].Zip(words[2..])]))];
    }
}
