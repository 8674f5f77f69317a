using Marketplace.Adapters.Mongo;
using Marketplace.Vocabulary;
using MongoDB.Driver;
using Xunit;

namespace Marketplace.Adapters.Tests.Mongo;

public sealed class MongoConnectionTests
{
    private const string Sound = "mongodb://market:secret@db1,db2:27018/market?replicaSet=rs&tls=true";

    [Theory]
    [InlineData("mongodb://localhost/?w=1", "w=1")]
    [InlineData("mongodb://localhost/?w=0", "w=0")]
    [InlineData("mongodb://localhost/?journal=false", "journal=false")]
    [InlineData("mongodb://market:secret@db/market", "TLS")]
    [InlineData("mongodb://market:secret@db/market?tls=true&tlsInsecure=true", "tlsInsecure")]
    [InlineData("mongodb://db/market?tls=true", "user")]
    [InlineData("http://db:secret@host", "not a MongoDB connection string")]
    [InlineData("mongodb://", "not a MongoDB connection string")]
    public void What_would_weaken_the_markets_promises_is_refused_with_a_sentence_that_says_what_to_change(string uri, string because)
    {
        var refused = Assert.Throws<SettingException>(() => MongoConnection.Read(uri, exposed: true));

        Assert.StartsWith("ConnectionStrings:MongoDb", refused.Message);
        Assert.Contains(because, refused.Message);
        Assert.DoesNotContain("secret", refused.Message);
    }

    [Fact]
    public void In_development_a_bare_server_will_do_but_not_a_weak_write() =>
        Assert.Multiple(
            () => Assert.Equal("marketplace", MongoConnection.Read("mongodb://localhost", exposed: false).Database),
            () => Assert.Throws<SettingException>(() => MongoConnection.Read("mongodb://localhost/?w=1", exposed: false)));

    [Fact]
    public void A_write_waits_for_a_majority_and_its_disks_whatever_is_left_out()
    {
        var (settings, database) = MongoConnection.Read(Sound, exposed: true);

        Assert.Equal("market", database);
        Assert.Equal(WriteConcern.WMajority.With(journal: true), settings.WriteConcern);
        Assert.Equal(ReadConcern.Majority, settings.ReadConcern);
        Assert.Equal(ReadPreference.Primary, settings.ReadPreference);
    }

    [Fact]
    public void How_long_an_answer_is_waited_for_is_ours_unless_it_is_said()
    {
        var (ours, said) = (MongoConnection.Read("mongodb://localhost", exposed: false).Settings, MongoConnection.Read("mongodb://localhost/?serverSelectionTimeoutMS=40000&connectTimeoutMS=40000&socketTimeoutMS=60000", exposed: false).Settings);

        Assert.Equal((5, 5, 10), (ours.ServerSelectionTimeout.TotalSeconds, ours.ConnectTimeout.TotalSeconds, ours.SocketTimeout.TotalSeconds));
        Assert.Equal((40, 40, 60), (said.ServerSelectionTimeout.TotalSeconds, said.ConnectTimeout.TotalSeconds, said.SocketTimeout.TotalSeconds));
    }

    [Fact]
    public void Its_place_is_told_without_the_credentials() =>
        Assert.Equal("db1:27017, db2:27018/market", MongoConnection.Place(MongoConnection.Read(Sound, exposed: true).Settings, "market"));
}
