namespace Marketplace.Identity;

/// <summary>A secret as it is told, once.</summary>
/// <param name="OlderUntil">Until when the one before holds; null where there is none.</param>
public sealed record NewSecret(string Secret, DateTimeOffset? OlderUntil);

/// <summary>What the identity server may say of a client's credentials.</summary>
/// <param name="LastUsed">When it last got a token, to the hour; null where it never did.</param>
public sealed record CredentialState(DateTimeOffset MadeAt, DateTimeOffset? OlderUntil, DateTimeOffset? LastUsed);

/// <summary>
/// The bundled identity server as the keeper of what API clients prove themselves by. It knows no organisations. Where a foreign authority vouches for
/// clients there is none of it, and they are made there.
/// </summary>
public interface IClientCredentials
{
    /// <summary>So long the secret before holds beside a new one.</summary>
    static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>Gives the client a new secret, and makes it known where it is not yet. Of older ones only the last holds on, for <see cref="Overlap"/>.</summary>
    Task<NewSecret> NewSecret(ApiClient client, CancellationToken cancel = default);

    /// <summary>Its secrets hold no more, and it gets no token. Of one that is not known, nothing is left to do.</summary>
    Task Revoke(ApiClientId client, CancellationToken cancel = default);

    /// <summary>Of those that are known.</summary>
    Task<IReadOnlyDictionary<ApiClientId, CredentialState>> Look(IReadOnlyCollection<ApiClientId> clients, CancellationToken cancel = default);
}
