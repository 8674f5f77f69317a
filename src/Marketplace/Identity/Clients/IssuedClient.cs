namespace Marketplace.Identity.Clients;

/// <summary>A client with the secret it was just given.</summary>
/// <param name="Secret">Null where the same form was sent before: the secret was told then, and is told once.</param>
public sealed record IssuedClient(ApiClientId Id, NewSecret? Secret)
{
    /// <summary>As the protocol calls it (RFC 6749), in every language.</summary>
    public const string IdName = "client_id";

    /// <summary>Likewise.</summary>
    public const string SecretName = "client_secret";
}
