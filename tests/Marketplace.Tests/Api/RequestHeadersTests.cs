using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Rigs.Identity;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Marketplace.Tests.Api;

public sealed class RequestHeadersTests
{
    private static readonly Actor buyer = Acting.Nobody("buyer");

    [Theory]
    [InlineData("\"v3\"", 3)]
    [InlineData("\"v0\"", 0)]
    [InlineData("\"other\"", IfMatch.NoVersion)]
    public void A_version_is_read_from_one_strong_tag(string tag, long version) => Assert.Equal(version, IfMatch.Read(With("If-Match", tag)).Value);

    [Theory]
    [InlineData("W/\"v3\"")]
    [InlineData("*")]
    [InlineData("v3")]
    [InlineData("\"v3\", \"v4\"")]
    public void Anything_else_is_malformed(string tag) => Assert.Equal(RefusalKind.Invalid, IfMatch.Read(With("If-Match", tag)).Refusal?.Kind);

    [Fact]
    public void A_missing_version_is_asked_for() => Assert.Equal(RefusalKind.VersionRequired, IfMatch.Read(new DefaultHttpContext()).Refusal?.Kind);

    [Fact]
    public void A_key_is_the_actor_s_own_and_its_fingerprint_follows_the_body()
    {
        var first = ApiCommand.Read(With("Idempotency-Key", "k1"), buyer, new { a = 1 }).Value!;

        Assert.Equal("buyer:k1", first.Key);
        Assert.Equal(first, ApiCommand.Read(With("Idempotency-Key", "k1"), buyer, new { a = 1 }).Value);
        Assert.NotEqual(first.Fingerprint, ApiCommand.Read(With("Idempotency-Key", "k1"), buyer, new { a = 2 }).Value!.Fingerprint);
        Assert.NotEqual(first.Fingerprint, ApiCommand.Read(With("Idempotency-Key", "k1", "/other"), buyer, new { a = 1 }).Value!.Fingerprint);
        Assert.NotEqual(first.Key, ApiCommand.Read(With("Idempotency-Key", "k1"), Actor.System, new { a = 1 }).Value!.Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("键")]
    public void A_key_is_visible_ASCII(string key) =>
        Assert.Equal(RefusalKind.Invalid, ApiCommand.Read(With("Idempotency-Key", key), buyer, null).Refusal?.Kind);

    [Fact]
    public void No_key_is_no_command() => Assert.Null(ApiCommand.Read(new DefaultHttpContext(), buyer, null).Value);

    private static DefaultHttpContext With(string header, string value, string path = "/api/v1/listings")
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.Path = path;
        http.Request.Headers[header] = value;
        return http;
    }
}
