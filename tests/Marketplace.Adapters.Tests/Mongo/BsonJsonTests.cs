using System.Text;
using Marketplace.Adapters.Mongo;
using MongoDB.Bson;
using Xunit;

namespace Marketplace.Adapters.Tests.Mongo;

public sealed class BsonJsonTests
{
    [Theory]
    [InlineData("""{"a":"2026-11-24T12:00:00+00:00"}""", BsonType.DateTime)]
    [InlineData("""{"a":"2026-11-24T12:00:00.125+00:00"}""", BsonType.DateTime)]
    [InlineData("""{"a":"2026-11-24T12:00:00.1234567+00:00"}""", BsonType.String)]
    [InlineData("""{"a":"2026-11-24T20:00:00+08:00"}""", BsonType.String)]
    [InlineData("""{"a":"2026-11-24T12:00:00Z"}""", BsonType.String)]
    [InlineData("""{"a":"2026-11-24"}""", BsonType.String)]
    [InlineData("""{"a":"电磁兼容 \uD83E\uDDEA \" \\ \n"}""", BsonType.String)]
    [InlineData("""{"a":9007199254740993}""", BsonType.Int64)]
    [InlineData("""{"a":-1}""", BsonType.Int64)]
    [InlineData("""{"a":0.10}""", BsonType.Decimal128)]
    [InlineData("""{"a":123456789012345678901234567890}""", BsonType.Decimal128)]
    [InlineData("""{"a":true}""", BsonType.Boolean)]
    [InlineData("""{"a":null}""", BsonType.Null)]
    [InlineData("""{"a":[1,["x",{}],{"b":[]}]}""", BsonType.Array)]
    [InlineData("""{"a":{"b.c":1,"$d":2,"":3}}""", BsonType.Document)]
    public void What_was_written_is_read_back_to_the_letter_and_has_a_type_of_its_own(string json, BsonType type)
    {
        var document = BsonJson.Parse(Encoding.UTF8.GetBytes(json));

        Assert.Equal(type, document["a"].BsonType);
        Assert.Equal(json, BsonJson.Text(document));
    }

    [Fact]
    public void Instants_are_dates_in_utc_and_names_are_those_of_the_market_s_json()
    {
        var document = BsonJson.Write(Contracts.Given.Listing());

        Assert.Equal(new DateTime(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc), document["savedAt"].ToUniversalTime());
        Assert.Equal("draft", document["status"].AsString);
    }
}
