using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

[JsonConverter(typeof(IdConverter<OrderId>))]
public readonly record struct OrderId(string Value) : IId<OrderId>
{
    public static string Prefix => "ord_";
    public static OrderId From(string value) => new(value);
    public static OrderId New(DateTimeOffset now) => new(Ids.New(Prefix, now));
    public static OrderId Parse(string s, IFormatProvider? provider) => Ids.Parse<OrderId>(s);
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OrderId result) => Ids.TryParse(s, out result);
    public override string ToString() => Value;
}

[JsonConverter(typeof(IdConverter<OfferId>))]
public readonly record struct OfferId(string Value) : IId<OfferId>
{
    public static string Prefix => "ofr_";
    public static OfferId From(string value) => new(value);
    public static OfferId New(DateTimeOffset now) => new(Ids.New(Prefix, now));
    public static OfferId Parse(string s, IFormatProvider? provider) => Ids.Parse<OfferId>(s);
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OfferId result) => Ids.TryParse(s, out result);
    public override string ToString() => Value;
}
