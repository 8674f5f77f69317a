using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Marketplace.Vocabulary;

/// <summary>A prefixed ULID such as <c>lst_01J…</c>: sortable by creation time, safe in a URL.</summary>
public interface IId<TSelf> : IParsable<TSelf> where TSelf : struct, IId<TSelf>
{
    static abstract string Prefix { get; }
    static abstract TSelf From(string value);
    string Value { get; }
}

[JsonConverter(typeof(IdConverter<ListingId>))]
public readonly record struct ListingId(string Value) : IId<ListingId>
{
    public static string Prefix => "lst_";
    public static ListingId From(string value) => new(value);
    public static ListingId New(DateTimeOffset now) => new(Ids.New(Prefix, now));
    public static ListingId Parse(string s, IFormatProvider? provider) => Ids.Parse<ListingId>(s);
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ListingId result) => Ids.TryParse(s, out result);
    public override string ToString() => Value;
}

[JsonConverter(typeof(IdConverter<ProviderId>))]
public readonly record struct ProviderId(string Value) : IId<ProviderId>
{
    public static string Prefix => "prv_";
    public static ProviderId From(string value) => new(value);
    public static ProviderId New(DateTimeOffset now) => new(Ids.New(Prefix, now));
    public static ProviderId Parse(string s, IFormatProvider? provider) => Ids.Parse<ProviderId>(s);
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ProviderId result) => Ids.TryParse(s, out result);
    public override string ToString() => Value;
}

[JsonConverter(typeof(IdConverter<CertificateId>))]
public readonly record struct CertificateId(string Value) : IId<CertificateId>
{
    public static string Prefix => "crt_";
    public static CertificateId From(string value) => new(value);
    public static CertificateId New(DateTimeOffset now) => new(Ids.New(Prefix, now));
    public static CertificateId Parse(string s, IFormatProvider? provider) => Ids.Parse<CertificateId>(s);
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CertificateId result) => Ids.TryParse(s, out result);
    public override string ToString() => Value;
}

public static class Ids
{
    public static string New(string prefix, DateTimeOffset now) => prefix + Ulid.NewUlid(now);

    /// <summary>Accepts the canonical form only: the prefix and 26 upper-case Crockford characters.</summary>
    public static bool TryParse<T>([NotNullWhen(true)] string? text, out T id) where T : struct, IId<T>
    {
        id = default;
        if (text is null || text.Length != T.Prefix.Length + 26 || !text.StartsWith(T.Prefix, StringComparison.Ordinal)) return false;
        if (!Ulid.TryParse(text.AsSpan(T.Prefix.Length), out var ulid) || !text.AsSpan(T.Prefix.Length).SequenceEqual(ulid.ToString())) return false;
        id = T.From(text);
        return true;
    }

    public static T Parse<T>(string text) where T : struct, IId<T> =>
        TryParse<T>(text, out var id) ? id : throw new FormatException($"Not an identifier {T.Prefix}…: {text}");
}

internal sealed class IdConverter<T> : JsonConverter<T> where T : struct, IId<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Ids.TryParse<T>(reader.GetString(), out var id) ? id : throw new JsonException($"Expected an identifier {T.Prefix}…");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader, typeToConvert, options);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, [DisallowNull] T value, JsonSerializerOptions options) => writer.WritePropertyName(value.Value);
}
