using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes;

[JsonConverter(typeof(IdConverter<DisputeId>))]
public readonly record struct DisputeId(string Value) : IId<DisputeId>
{
    public static string Prefix => "dsp_";
    public static DisputeId From(string value) => new(value);
    public static DisputeId New(DateTimeOffset now) => new(Ids.New(Prefix, now));
    public static DisputeId Parse(string s, IFormatProvider? provider) => Ids.Parse<DisputeId>(s);
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DisputeId result) => Ids.TryParse(s, out result);
    public override string ToString() => Value;
}
