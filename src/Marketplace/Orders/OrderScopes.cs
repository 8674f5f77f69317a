using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>What an API client may be let do in this room.</summary>
internal static class OrderScopes
{
    public static readonly ApiScope Read = new("orders.read", new Bilingual("读取本机构的询价与订单", "Read your orders and requests for offers"));
    public static readonly ApiScope Payments = new("payments.read", new Bilingual("读取本机构订单的款项", "Read the payments of your orders"));
    public static readonly ApiScope Write = new("orders.write", new Bilingual("询价、报价、下单，以及处理本机构的订单", "Ask for offers, make them, place orders and act on them"));
}
