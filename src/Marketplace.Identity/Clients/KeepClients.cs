using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Marketplace.Identity.SignIn;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Marketplace.Identity.Server.Clients;

/// <summary>Clients that act for themselves, with a secret each and for a day the one before. Their secrets are 256 random bits, kept hashed.</summary>
internal sealed class KeepClients(IOpenIddictApplicationManager clients, SignInClock clock)
{
    /// <summary>So that a secret that got out is known for one, by people and by scanners.</summary>
    private const string SecretPrefix = "mks_";

    private static readonly TimeSpan noteUseEvery = TimeSpan.FromHours(1);

    public async Task<NewSecret> NewSecret(ApiClient client, CancellationToken cancel)
    {
        var (secret, now, descriptor) = (SecretPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)), clock.Now, new OpenIddictApplicationDescriptor());
        if (await clients.FindByClientIdAsync(client.Id.Value, cancel) is not { } found)
        {
            (descriptor.ClientId, descriptor.ClientSecret, descriptor.ClientType, descriptor.DisplayName) = (client.Id.Value, secret, ClientTypes.Confidential, client.Name);
            descriptor.Permissions.UnionWith([Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.GrantTypes.ClientCredentials]);
            descriptor.Permissions.UnionWith(client.Scopes.Select(scope => Permissions.Prefixes.Scope + scope));
            new ClientNotes(now).Write(descriptor.Properties);
            await clients.CreateAsync(descriptor, cancel);
            return new NewSecret(secret, null);
        }

        // What is read here of the secret is its hash; that one holds on beside the new secret.
        await clients.PopulateAsync(descriptor, found, cancel);
        var until = now + IClientCredentials.Overlap;
        new ClientNotes(now, descriptor.ClientSecret, until, ClientNotes.Read(descriptor.Properties)?.UsedAt).Write(descriptor.Properties);
        descriptor.ClientSecret = secret;
        await clients.UpdateAsync(found, descriptor, cancel);
        return new NewSecret(secret, until);
    }

    public async Task Revoke(ApiClientId client, CancellationToken cancel)
    {
        if (await clients.FindByClientIdAsync(client.Value, cancel) is { } found) await clients.DeleteAsync(found, cancel);
    }

    public async Task<CredentialState?> Look(ApiClientId client, CancellationToken cancel) =>
        await clients.FindByClientIdAsync(client.Value, cancel) is { } found && ClientNotes.Read(await clients.GetPropertiesAsync(found, cancel)) is { } notes
            ? new CredentialState(notes.MadeAt, notes.HasOlder(clock.Now) ? notes.OlderUntil : null, notes.UsedAt) : null;

    /// <summary>The client was just given a token: that is noted, and what scopes it has where it asked for none.</summary>
    public async Task<ImmutableArray<string>> Used(string client, ImmutableArray<string> asked, CancellationToken cancel)
    {
        if (await clients.FindByClientIdAsync(client, cancel) is not { } found) return asked;
        await NoteUse(found, cancel);
        if (!asked.IsEmpty) return asked;
        return [.. (await clients.GetPermissionsAsync(found, cancel)).Where(it => it.StartsWith(Permissions.Prefixes.Scope, StringComparison.Ordinal)).Select(it => it[Permissions.Prefixes.Scope.Length..])];
    }

    private async Task NoteUse(object client, CancellationToken cancel)
    {
        var now = clock.Now;
        if (ClientNotes.Read(await clients.GetPropertiesAsync(client, cancel)) is not { } notes || now - notes.UsedAt < noteUseEvery) return;
        var descriptor = new OpenIddictApplicationDescriptor();
        await clients.PopulateAsync(descriptor, client, cancel);
        (notes with { UsedAt = now }).Write(descriptor.Properties);
        try
        {
            await clients.UpdateAsync(client, descriptor, cancel);
        }
        catch (OpenIddictExceptions.ConcurrencyException)
        {
            // Another token of it was given in the same moment, or its secret changed: the next use is noted.
        }
    }
}
