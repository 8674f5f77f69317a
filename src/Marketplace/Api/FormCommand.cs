using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Api;

/// <summary>A form carries a hidden key made when it was shown, so that sending it twice has one effect.</summary>
public static class FormCommand
{
    public static string NewKey() => Ulid.NewUlid().ToString();

    /// <summary>Null where the key is missing or none of ours: the form still works, without the protection.</summary>
    public static Command? Read(Actor actor, string? key, object input, string answer) =>
        Keyed(actor, key, input) is { } made ? new Command(made.Key, made.Fingerprint, answer) : null;

    /// <summary>The same for a use case that keeps its own answer with what it writes.</summary>
    public static ApiCommand? Keyed(Actor actor, string? key, object input) =>
        Ulid.TryParse(key, out var ulid) ? new ApiCommand($"{actor.Id}:form:{ulid}", FingerprintOf(input)) : null;

    private static string FingerprintOf(object input) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(input, input.GetType(), MarketJson.Options)));
}
