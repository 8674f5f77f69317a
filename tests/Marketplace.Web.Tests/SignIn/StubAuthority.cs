using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Marketplace.Web.SignIn;

/// <summary>An authority that says what a test lets it say. Everything about its tokens can be bent.</summary>
internal sealed class StubAuthority : HttpMessageHandler
{
    public const string Issuer = "https://authority.example";
    public const string Client = "market";
    public const string Secret = "the market's secret at the authority";

    private RSA key = RSA.Create(2048);
    private int keys = 1;

    /// <summary>What is bent, by name; nothing where it is empty.</summary>
    public string Bend { get; set; } = "";

    /// <summary>The issuer that its metadata names.</summary>
    public string NamesItself { get; set; } = Issuer;

    public bool IsAway { get; set; }

    public bool RefusesUserInfo { get; set; }

    public string Nonce { get; set; } = "";

    /// <summary>How the person proved who they are; null where it says nothing of it.</summary>
    public string[]? Methods { get; set; } = ["pwd"];

    /// <summary>When the person proved who they are, as it says; null where it says nothing of it.</summary>
    public DateTimeOffset? ProvedAt { get; set; }

    /// <summary>Says again what an honest one says.</summary>
    public void Straightens() => (Bend, NamesItself, IsAway, RefusesUserInfo, Methods, ProvedAt) = ("", Issuer, false, false, ["pwd"], null);

    public void TurnKeys() => (key, keys) = (RSA.Create(2048), keys + 1);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsAway) throw new HttpRequestException("The authority is away.");
        return Task.FromResult(request.RequestUri!.AbsolutePath switch
        {
            "/.well-known/openid-configuration" => Json(new JsonObject
            {
                ["issuer"] = NamesItself, ["authorization_endpoint"] = Issuer + "/authorize", ["token_endpoint"] = Issuer + "/token", ["userinfo_endpoint"] = Issuer + "/userinfo",
                ["end_session_endpoint"] = Issuer + "/out", ["jwks_uri"] = Issuer + "/keys",
            }),
            "/keys" => Json(new JsonObject { ["keys"] = new JsonArray(Published()) }),
            "/token" when Bend == "token endpoint fails" => new HttpResponseMessage(HttpStatusCode.InternalServerError),
            "/token" => Json(Tokens()),
            "/userinfo" when RefusesUserInfo => new HttpResponseMessage(HttpStatusCode.Unauthorized),
            "/userinfo" => Json(new JsonObject { ["sub"] = Bend == "user info of another" ? "2" : "1", ["name"] = "Ann", ["email"] = "ann@example.com", ["email_verified"] = true }),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound),
        });
    }

    private JsonObject Tokens()
    {
        var answer = new JsonObject { ["access_token"] = "opaque", ["token_type"] = "Bearer", ["expires_in"] = 300 };
        if (Bend != "no id token") answer["id_token"] = Bend == "id token is nonsense" ? "nonsense" : IdToken();
        return answer;
    }

    private string IdToken()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = Issuer, ["aud"] = Client, ["sub"] = "1", ["nonce"] = Nonce, ["iat"] = now, ["nbf"] = now, ["exp"] = now + 300, ["sid"] = "s1" };
        var header = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = $"k{keys}" };
        if (Methods is { } methods) claims["amr"] = new JsonArray([.. methods.Select(it => (JsonNode)it)]);
        if (ProvedAt is { } proved) claims["auth_time"] = proved.ToUnixTimeSeconds();
        switch (Bend)
        {
            case "another issuer": claims["iss"] = "https://evil.example"; break;
            case "issuer with a slash": claims["iss"] = Issuer + "/"; break;
            case "no issuer": claims.Remove("iss"); break;
            case "another audience": claims["aud"] = "somebody-else"; break;
            case "no audience": claims.Remove("aud"); break;
            case "audiences without the authorised party": (claims["aud"], claims["azp"]) = (new JsonArray(Client, "else"), "else"); break;
            case "no subject": claims.Remove("sub"); break;
            case "another nonce": claims["nonce"] = "another"; break;
            case "no nonce": claims.Remove("nonce"); break;
            case "expired": (claims["iat"], claims["nbf"], claims["exp"]) = (now - 900, now - 900, now - 600); break;
            case "no expiry": claims.Remove("exp"); break;
            case "not yet valid": claims["nbf"] = now + 600; break;
            case "alg none" or "alg none with a signature": header["alg"] = "none"; break;
            case "alg HS256 by the public key" or "alg HS256 by the secret": header["alg"] = "HS256"; break;
            case "alg RS1": header["alg"] = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"; break;
            case "an unknown key": header["kid"] = "k99"; break;
        }

        var content = $"{Encode(header.ToJsonString())}.{Encode(claims.ToJsonString())}";
        if (Bend == "claims changed after signing")
        {
            var signed = Sign(content);
            claims["sub"] = "admin";
            return $"{Encode(header.ToJsonString())}.{Encode(claims.ToJsonString())}.{signed}";
        }

        return content + "." + Bend switch
        {
            "alg none" or "no signature" => "",
            "alg HS256 by the public key" => Base64Url.EncodeToString(HMACSHA256.HashData(key.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(content))),
            "alg HS256 by the secret" => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(content))),
            "signed by another key" or "an unknown key" => Base64Url.EncodeToString(RSA.Create(2048).SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            "alg RS1" => Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1)),
            _ => Sign(content),
        };
    }

    /// <summary>An access token of this type with these claims; those that are null when it was bent are left out.</summary>
    public string AccessToken(string type, JsonObject claims, Action<JsonObject> bend)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        (claims["iss"], claims["iat"], claims["nbf"], claims["exp"]) = (Issuer, now - 700, now - 700, now + 300);
        bend(claims);
        foreach (var (name, _) in claims.Where(it => it.Value is null).ToList()) claims.Remove(name);
        var content = $"{Encode(new JsonObject { ["alg"] = "RS256", ["typ"] = type, ["kid"] = $"k{keys}" }.ToJsonString())}.{Encode(claims.ToJsonString())}";
        return $"{content}.{Sign(content)}";
    }

    private string Sign(string content) => Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    private JsonNode Published()
    {
        var numbers = key.ExportParameters(false);
        return new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = $"k{keys}", ["n"] = Base64Url.EncodeToString(numbers.Modulus), ["e"] = Base64Url.EncodeToString(numbers.Exponent) };
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static HttpResponseMessage Json(JsonNode body) => new() { Content = JsonContent.Create(body) };
}
