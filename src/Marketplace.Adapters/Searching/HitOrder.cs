using Marketplace.Discovery;

namespace Marketplace.Adapters.Searching;

/// <summary>Turns what a hit is sorted by into keys of which the smaller comes first.</summary>
internal static class HitOrder
{
    public const string DefaultCurrency = "CNY";

    public static (int Group, double Key) ByPrice(long? price, string? currency, string chosen)
    {
        if (price is null || currency is null) return (int.MaxValue, 0);
        return (currency == chosen ? 0 : GroupOf(currency), price.Value);
    }

    public static (int Group, double Key) ByDays(int? days) => days is null ? (int.MaxValue, 0) : (0, days.Value);

    public static (int Group, double Key) Newest(long publishedMilliseconds) => (0, -publishedMilliseconds);

    /// <summary>Prices in other currencies cannot be ranked against each other, so each currency stands together, by its code.</summary>
    private static int GroupOf(string currency)
    {
        var group = 1;
        for (var i = 0; i < 3; i++) group = (group << 7) + (i < currency.Length ? currency[i] & 127 : 0);
        return group;
    }

    public static int Compare(int group, double key, string id, SortKeys other)
    {
        var order = group.CompareTo(other.Group);
        if (order == 0) order = key.CompareTo(other.Key);
        return order != 0 ? order : string.CompareOrdinal(id, other.Id);
    }

    public static int Compare(SortKeys one, SortKeys other) => Compare(one.Group, one.Key, one.Id, other);
}
