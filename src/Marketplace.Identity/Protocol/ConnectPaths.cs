namespace Marketplace.Identity.Server.Protocol;

/// <summary>Where the protocol is spoken; the discovery document names them.</summary>
internal static class ConnectPaths
{
    public const string Authorize = "/connect/authorize";
    public const string Token = "/connect/token";
    public const string UserInfo = "/connect/userinfo";
    public const string Introspect = "/connect/introspect";
    public const string Revoke = "/connect/revoke";
    public const string EndSession = "/connect/end-session";
    public const string Keys = "/connect/keys";
}
