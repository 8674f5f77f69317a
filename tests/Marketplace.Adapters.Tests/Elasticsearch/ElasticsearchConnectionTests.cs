using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Adapters.Elasticsearch.Client;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Marketplace.Adapters.Tests.Elasticsearch;

/// <summary>Credentials, TLS, several nodes, and answers that a real node cannot be made to give, against a stub.</summary>
public sealed class ElasticsearchConnectionTests : IDisposable
{
    private static readonly TimeSpan within = TimeSpan.FromSeconds(10);

    private readonly TestAuthority authority = new();
    private readonly Lines log = new();

    public void Dispose() => authority.Dispose();

    [Theory]
    [InlineData("ApiKey=c2VjcmV0LWtleQ==", "ApiKey c2VjcmV0LWtleQ==")]
    [InlineData("Username=market;Password=pa=ss", "Basic bWFya2V0OnBhPXNz")]
    public async Task Credentials_are_sent_over_tls_to_a_server_that_the_authority_vouches_for(string credentials, string header)
    {
        await using var stub = await StubCluster.Start(authority.For("127.0.0.1"));

        await Ask($"{stub.Address};{credentials};CaFile={authority.File}");

        Assert.Equal(header, Assert.Single(stub.Heard).Authorization);
    }

    [Fact]
    public async Task Credentials_in_the_address_are_taken_out_of_it()
    {
        await using var stub = await StubCluster.Start();

        await Ask(stub.Address.Replace("http://", "http://market:p%40ss@", StringComparison.Ordinal));

        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("market:p@ss")), Assert.Single(stub.Heard).Authorization);
    }

    [Fact]
    public async Task A_server_of_another_authority_or_another_name_gets_neither_question_nor_credentials()
    {
        using var other = new TestAuthority();
        await using var foreign = await StubCluster.Start(other.For("127.0.0.1"));
        await using var misnamed = await StubCluster.Start(authority.For("elsewhere.example"));

        foreach (var stub in new[] { foreign, misnamed })
        {
            var failure = await Assert.ThrowsAsync<ElasticsearchException>(() => Ask($"{stub.Address};ApiKey=TOPSECRET;CaFile={authority.File}"));
            Assert.True(failure.IsPassing);
            Assert.Empty(stub.Heard);
        }
        await Assert.ThrowsAsync<ElasticsearchException>(() => Ask($"{foreign.Address};ApiKey=TOPSECRET"));
        Assert.Empty(foreign.Heard);
    }

    [Fact]
    public async Task No_secret_reaches_a_message_or_the_log()
    {
        await using var stub = await StubCluster.Start();
        stub.Answer = (_, _) => Task.FromResult((503, """{"error":{"type":"cluster_block_exception","reason":"no master"}}"""));
        var text = $"{stub.Address.Replace("http://", "http://market:TOPSECRET@", StringComparison.Ordinal)};Index=m";

        var failure = await Assert.ThrowsAsync<ElasticsearchException>(() => Ask(text));
        var refused = Assert.Throws<SettingException>(() => ElasticsearchOptions.Parse(text + ";Bogus=TOPSECRET"));

        Assert.NotEmpty(log.All);
        Assert.Contains("no master", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("TOPSECRET", string.Join('\n', [.. log.All, failure.ToString(), refused.ToString(), ElasticsearchOptions.Parse(text).ToString()]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_fails_hands_over_to_the_next_and_rests()
    {
        await using var well = await StubCluster.Start();
        await using var ill = await StubCluster.Start();
        ill.Answer = (_, _) => Task.FromResult((503, "{}"));
        using var client = Client($"{ill.Address},{well.Address},http://127.0.0.1:1");

        for (var i = 0; i < 6; i++) using (await client.Send(HttpMethod.Get, "", null, within, TestContext.Current.CancellationToken)) { }

        Assert.Equal(6, well.Heard.Count);
        Assert.Single(ill.Heard);
    }

    [Fact]
    public async Task One_that_asks_for_patience_is_asked_again()
    {
        await using var stub = await StubCluster.Start();
        var asked = 0;
        stub.Answer = (_, _) => Task.FromResult((++asked < 3 ? 429 : 200, "{}"));

        await Ask(stub.Address);

        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task One_that_does_not_answer_is_given_up_in_time()
    {
        await using var stub = await StubCluster.Start();
        stub.Answer = async (_, gone) => { await Task.Delay(TimeSpan.FromSeconds(30), gone); return (200, "{}"); };
        using var client = Client(stub.Address);

        var failure = await Assert.ThrowsAsync<ElasticsearchException>(() => client.Send(HttpMethod.Get, "", null, TimeSpan.FromMilliseconds(300), CancellationToken.None));

        Assert.Contains("within 0.3 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_is_told_in_the_servers_words_and_not_repeated()
    {
        await using var stub = await StubCluster.Start();
        stub.Answer = (_, _) => Task.FromResult((400, """{"error":{"type":"a","reason":"b","caused_by":{"type":"c","reason":"d"}}}"""));

        var failure = await Assert.ThrowsAsync<ElasticsearchException>(() => Ask(stub.Address));

        Assert.False(failure.IsPassing);
        Assert.EndsWith("a: b (c: d)", failure.Message, StringComparison.Ordinal);
        Assert.Single(stub.Heard);
    }

    [Fact]
    public async Task Bodies_travel_compressed_where_that_is_wanted()
    {
        await using var stub = await StubCluster.Start();
        using var client = Client(stub.Address + ";Compress=true");

        (await client.Send(HttpMethod.Post, "x/_search", Body.Of(new JsonObject { ["size"] = 1 }), within, CancellationToken.None))!.Dispose();

        var heard = Assert.Single(stub.Heard);
        Assert.Equal(("gzip", """{"size":1}"""), (heard.Encoding, heard.Body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("ftp://host")]
    [InlineData("http://localhost;Shards=0")]
    [InlineData("http://localhost;Index=Upper")]
    [InlineData("http://localhost;ApiKey=a;Username=b")]
    [InlineData("http://localhost;CaFile=/no/such/file")]
    public void A_connection_string_that_cannot_be_meant_is_refused(string text) => Assert.Throws<SettingException>(() => ElasticsearchOptions.Parse(text));

    [Theory]
    [InlineData("http://search.example:9200;ApiKey=a", "in the clear")]
    [InlineData("https://search.example:9200", "no credentials")]
    public void Away_from_a_developers_machine_tls_and_credentials_are_owed(string text, string because)
    {
        var refusal = Assert.Throws<SettingException>(() => ElasticsearchOptions.Parse(text).RefuseUnsafe());

        Assert.Contains(because, refusal.Message, StringComparison.Ordinal);
        ElasticsearchOptions.Parse("https://search.example:9200;ApiKey=a").RefuseUnsafe();
        ElasticsearchOptions.Parse("http://127.0.0.1:9200").RefuseUnsafe();
    }

    private async Task Ask(string connection)
    {
        using var client = Client(connection);
        (await client.Send(HttpMethod.Get, "", null, within, TestContext.Current.CancellationToken))!.Dispose();
    }

    private ElasticsearchClient Client(string connection) => new(ElasticsearchOptions.Parse(connection), TimeProvider.System, log);

    private sealed class Lines : ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue(formatter(state, exception) + exception);
    }
}
