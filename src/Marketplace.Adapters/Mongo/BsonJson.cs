using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Marketplace.Vocabulary;
using MongoDB.Bson;

namespace Marketplace.Adapters.Mongo;

/// <summary>
/// Documents as BSON that any client of MongoDB shows readably: the market's own JSON, with its types where JSON has none. An instant
/// becomes a date (in UTC), a whole number a long (money is minor units), another number a decimal. Nothing is lost on the way there and
/// back: a text becomes a date only where that very text is made of the date again.
/// </summary>
internal static class BsonJson
{
    /// <summary>Read by this program alone and never shown, so only what JSON itself asks for is escaped.</summary>
    private static readonly JsonWriterOptions plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static BsonDocument Write(object value) => Parse(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), MarketJson.Options));

    public static BsonDocument Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MarketJson.Options.MaxDepth });
        reader.Read();
        return ReadObject(ref reader);
    }

    public static T Read<T>(BsonDocument document)
    {
        var json = ToJson(document);
        return JsonSerializer.Deserialize<T>(json.WrittenSpan, MarketJson.Options)!;
    }

    public static JsonElement Element(BsonDocument document) => JsonElement.Parse(ToJson(document).WrittenSpan);

    public static string Text(BsonDocument document) => Encoding.UTF8.GetString(ToJson(document).WrittenSpan);

    private static ArrayBufferWriter<byte> ToJson(BsonDocument document)
    {
        var bytes = new ArrayBufferWriter<byte>(2048);
        using var writer = new Utf8JsonWriter(bytes, plain);
        Write(writer, document);
        writer.Flush();
        return bytes;
    }

    private static BsonDocument ReadObject(ref Utf8JsonReader reader)
    {
        var document = new BsonDocument();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            document.Add(name, ReadValue(ref reader));
        }
        return document;
    }

    private static BsonArray ReadArray(ref Utf8JsonReader reader)
    {
        var array = new BsonArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) array.Add(ReadValue(ref reader));
        return array;
    }

    private static BsonValue ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(ref reader),
        JsonTokenType.StartArray => ReadArray(ref reader),
        JsonTokenType.String => ReadText(reader.GetString()!),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.True => BsonBoolean.True,
        JsonTokenType.False => BsonBoolean.False,
        JsonTokenType.Null => BsonNull.Value,
        _ => throw new InvalidDataException($"A document cannot hold {reader.TokenType}."),
    };

    private static BsonValue ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var whole)) return new BsonInt64(whole);
        var text = Encoding.UTF8.GetString(reader.ValueSpan);
        return Decimal128.TryParse(text, out var exact) ? new BsonDecimal128(exact) : new BsonDouble(reader.GetDouble());
    }

    private static BsonValue ReadText(string text) => Instant(text) is { } instant ? new BsonDateTime(instant.UtcDateTime) : new BsonString(text);

    /// <summary>Not null where writing the instant gives the same text again, which has no room for less than a millisecond.</summary>
    private static DateTimeOffset? Instant(string text) =>
        text.Length is >= 20 and <= 29 && text[4] == '-' && text[10] == 'T'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
        && instant.Ticks % TimeSpan.TicksPerMillisecond == 0 && Text(instant.UtcDateTime) == text
            ? instant
            : null;

    /// <summary>As the serializer of .NET writes an instant in UTC.</summary>
    private static string Text(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF+00:00", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter writer, BsonDocument document)
    {
        writer.WriteStartObject();
        foreach (var element in document)
        {
            writer.WritePropertyName(element.Name);
            Write(writer, element.Value);
        }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, BsonValue value)
    {
        switch (value)
        {
            case BsonDocument document: Write(writer, document); break;
            case BsonArray array:
                writer.WriteStartArray();
                foreach (var item in array) Write(writer, item);
                writer.WriteEndArray();
                break;
            case BsonString text: writer.WriteStringValue(text.Value); break;
            case BsonDateTime instant: writer.WriteStringValue(Text(instant.ToUniversalTime())); break;
            case BsonInt64 whole: writer.WriteNumberValue(whole.Value); break;
            case BsonInt32 whole: writer.WriteNumberValue(whole.Value); break;
            case BsonDecimal128 exact: writer.WriteRawValue(exact.Value.ToString()); break;
            case BsonDouble real: writer.WriteNumberValue(real.Value); break;
            case BsonBoolean yes: writer.WriteBooleanValue(yes.Value); break;
            case BsonNull: writer.WriteNullValue(); break;
            default: throw new InvalidDataException($"A document holds a value of type {value.BsonType}, which the market does not write.");
        }
    }
}
