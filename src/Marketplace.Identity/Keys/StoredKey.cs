namespace Marketplace.Identity.Server.Keys;

internal enum KeyUse { Signing, Encryption }

/// <summary>A key of the server, protected by the site's data protection keys.</summary>
internal sealed class StoredKey
{
    public required string Id { get; init; }

    public required KeyUse Use { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string Protected { get; init; }
}
