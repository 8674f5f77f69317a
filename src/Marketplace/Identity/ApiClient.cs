using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity;

/// <summary>
/// A program that acts for an organisation through the API, with no person behind it. To whom it belongs and what it may do stands here; by what it
/// proves itself, the identity server keeps.
/// </summary>
[StoredAs("api_clients")]
public sealed record ApiClient
{
    /// <summary>Also its <c>client_id</c> at the identity server.</summary>
    public required ApiClientId Id { get; init; }
    public required OrganisationId Organisation { get; init; }
    public required string Name { get; init; }

    /// <summary>Names of <see cref="ApiScope"/>. They never change: a program that must do more is another client.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The id of the person who made it.</summary>
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? RenewedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }

    public bool IsLive => RevokedAt is null;
}

[JsonConverter(typeof(IdConverter<ApiClientId>))]
public readonly record struct ApiClientId(string Value) : IId<ApiClientId>
{
    public static string Prefix => "cli_";
    public static ApiClientId From(string value) => new(value);
    public static ApiClientId New(DateTimeOffset now) => new(Ids.New(Prefix, now));
    public static ApiClientId Parse(string s, IFormatProvider? provider) => Ids.Parse<ApiClientId>(s);
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ApiClientId result) => Ids.TryParse(s, out result);
    public override string ToString() => Value;
}

public sealed record ApiClientMade(ApiClientId Client, OrganisationId Organisation, IReadOnlyList<string> Scopes) : MarketEvent
{
    public override string Subject => Client.Value;
}

/// <summary>It got a new secret. The one before holds for a while yet, any older one no more.</summary>
public sealed record ApiSecretRenewed(ApiClientId Client, OrganisationId Organisation) : MarketEvent
{
    public override string Subject => Client.Value;
}

public sealed record ApiClientRevoked(ApiClientId Client, OrganisationId Organisation) : MarketEvent
{
    public override string Subject => Client.Value;
}
