using System.Text;
using System.Text.Json;
using Marketplace.Payments;
using Marketplace.Payments.Messages;
using Marketplace.Vocabulary;
using Stripe;

namespace Marketplace.Adapters.Stripe;

/// <summary>
/// Stripe's messages (webhooks): signed over the bytes with one of our secrets, at most five minutes ago. The version of the API that wrote one is not asked
/// for, since nothing is believed of it but what it is about.
/// </summary>
internal sealed class StripeMessages(StripeOptions options, MarketClock clock) : IGatewayMessages
{
    private const long ToleranceSeconds = 300;
    private static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Name => "stripe";

    public MessageRead Read(ReadOnlySpan<byte> body, string? signature)
    {
        try
        {
            var text = strict.GetString(body);
            if (string.IsNullOrEmpty(signature)) return new MessageRead.Refused("it is not signed");
            if (!options.WebhookSecrets.Any(secret => IsSigned(text, signature, secret))) return new MessageRead.Refused("its signature is not of a secret of ours, or not of now");
            using var told = JsonDocument.Parse(text);
            return StripeEvents.Read(told.RootElement) is { } read ? new MessageRead.Told(Ours(told.RootElement) ? read : read with { Kind = GatewayKind.Other }) : new MessageRead.Refused("it is no event");
        }
        catch (Exception garbled) when (garbled is JsonException or DecoderFallbackException)
        {
            return new MessageRead.Refused("it is not JSON in UTF-8");
        }
    }

    /// <summary>Of the mode of our key: what a test did says nothing of real money, nor the other way round.</summary>
    private bool Ours(JsonElement told) => told.TryGetProperty("livemode", out var live) && live.ValueKind is JsonValueKind.True or JsonValueKind.False && live.GetBoolean() == options.Live;

    private bool IsSigned(string text, string signature, string secret)
    {
        try
        {
            EventUtility.ValidateSignature(text, signature, secret, ToleranceSeconds, clock.Now.ToUnixTimeSeconds());
            return true;
        }
        catch (Exception refused) when (refused is StripeException or FormatException or ArgumentException)
        {
            return false;
        }
    }
}
