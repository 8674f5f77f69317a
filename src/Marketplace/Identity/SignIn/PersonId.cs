using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.SignIn;

/// <summary>
/// Who somebody is here: always the same for the same subject of the same issuer, so that no table is needed to find them. Never made of an
/// e-mail address, which can change hands.
/// </summary>
[JsonConverter(typeof(IdConverter<PersonId>))]
public readonly record struct PersonId(string Value) : IId<PersonId>
{
    public static string Prefix => "per_";
    public static PersonId From(string value) => new(value);
    public static PersonId Of(string issuer, string subject) =>
        new(Prefix + new Ulid(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer}\n{subject}")).AsSpan(0, 16)));
    public static PersonId Parse(string s, IFormatProvider? provider) => Ids.Parse<PersonId>(s);
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PersonId result) => Ids.TryParse(s, out result);
    public override string ToString() => Value;
}
