using System.Globalization;
using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Orders.List;

/// <summary>GET of an organisation's orders.</summary>
internal static class ListEndpoints
{
    public static IEndpointRouteBuilder MapOrderList(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/orders", List).WithName("listOrders").WithTags("Orders")
            .WithSummary("Your organisation's orders, those placed last first: role is buyer or provider, state as an order says it, size up to 100, cursor the next of the page before.")
            .Produces<OrdersPage>().Refuses(400, 403).Needs(OrderScopes.Read);
        return routes;
    }

    private static async Task<IResult> List(HttpContext http, CurrentActor actor, ListOrders list, string? role = null, string? state = null, string? size = null, string? cursor = null)
    {
        var fields = new FieldCheck();
        var side = Word<Side>(role, "role", fields, Side.Site);
        var stands = Word<OrderState>(state, "state", fields);
        var many = ListOrders.DefaultSize;
        if (size is not null && (!int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out many) || many is < 1 or > ListOrders.MostSize))
            fields.Add("bad_value", "size", $"size 须为 1 至 {ListOrders.MostSize}。", $"size is 1 to {ListOrders.MostSize}.");
        OrderId before = default;
        if (cursor is not null && !OrderId.TryParse(cursor, null, out before)) fields.Add("bad_cursor", "cursor", "cursor 无效。", "This is no cursor.");
        if (fields.Problems.Count > 0) return ApiResults.Problem(new Refusal(RefusalKind.Invalid, fields.Problems));
        return (await list.Run(actor.Value, side, stands, cursor is null ? null : before, many, http.RequestAborted)).Is(out var page, out var refusal)
            ? ApiResults.Json(page) : ApiResults.Problem(refusal);
    }

    /// <summary>One of an enumeration's names as JSON spells them.</summary>
    private static T? Word<T>(string? given, string field, FieldCheck fields, params T[] without) where T : struct, Enum
    {
        if (given is null) return null;
        var all = Enum.GetValues<T>().Except(without).ToDictionary(it => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(it.ToString()), StringComparer.Ordinal);
        if (all.TryGetValue(given, out var one)) return one;
        fields.Add("unknown_value", field, $"{field} 须为：{string.Join("、", all.Keys)}。", $"{field} is one of {string.Join(", ", all.Keys)}.");
        return null;
    }
}
