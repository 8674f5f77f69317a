using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Marketplace.Vocabulary;

namespace Marketplace.Identity;

[JsonConverter(typeof(IdConverter<OrganisationId>))]
public readonly record struct OrganisationId(string Value) : IId<OrganisationId>
{
    public static string Prefix => "org_";
    public static OrganisationId From(string value) => new(value);
    public static OrganisationId New(DateTimeOffset now) => new(Ids.New(Prefix, now));
    public static OrganisationId Parse(string s, IFormatProvider? provider) => Ids.Parse<OrganisationId>(s);
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OrganisationId result) => Ids.TryParse(s, out result);
    public override string ToString() => Value;
}
