using System.Net;
using System.Text;

namespace Marketplace.Rigs.FakeStripe;

/// <summary>A request as the fake sees it.</summary>
/// <param name="Fields">Of the query of a GET, of the form of a POST; names as they came, <c>metadata[call_key]</c>.</param>
public sealed record FakeRequest(string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Fields, string Body, string? Key, string? Authorization)
{
    public string? this[string name] => Fields.FirstOrDefault(it => it.Key == name).Value;

    /// <summary>The values below a name: of <c>metadata</c>, what <c>metadata[…]</c> hold.</summary>
    public Dictionary<string, string> Below(string name) => Fields
        .Where(it => it.Key.StartsWith(name + "[", StringComparison.Ordinal) && it.Key.IndexOf(']', name.Length + 1) == it.Key.Length - 1)
        .ToDictionary(it => it.Key[(name.Length + 1)..^1], it => it.Value, StringComparer.Ordinal);

    public bool Expands(string what) => Fields.Any(it => it.Key.StartsWith("expand", StringComparison.Ordinal) && it.Value.Contains(what, StringComparison.Ordinal));

    public static IReadOnlyList<KeyValuePair<string, string>> Form(string text) =>
    [
        .. text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(it => it.Split('=', 2))
            .Select(it => KeyValuePair.Create(WebUtility.UrlDecode(it[0]), it.Length > 1 ? WebUtility.UrlDecode(it[1]) : "")),
    ];
}

public sealed record FakeAnswer(int Status, string Body, bool Replayed = false);

/// <summary>What happens to a request on its way.</summary>
public enum Fate
{
    Through,
    /// <summary>The connection breaks before it arrives.</summary>
    NeverArrives,
    /// <summary>It is done, and the connection breaks before the answer is back.</summary>
    AnswerLost,
    /// <summary>An error of the server's own before anything was done, which is not kept.</summary>
    ErrorBefore,
    /// <summary>It is done, and an error is answered and kept under the key: it is all that the key will ever get.</summary>
    ErrorKept,
    /// <summary>Too many requests.</summary>
    TooMany,
    /// <summary>The key is in use just now.</summary>
    InUse,
    /// <summary>It is done, and half an answer arrives.</summary>
    HalfAnAnswer,
}

/// <summary>The fake in the same process, as a client's handler.</summary>
public sealed class FakeStripeHandler(StripeFake fake) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var query = request.RequestUri!.Query.TrimStart('?');
        var asked = new FakeRequest(
            request.Method.Method, request.RequestUri.AbsolutePath, FakeRequest.Form(request.Method == HttpMethod.Get ? query : body), body,
            request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.First() : null, request.Headers.Authorization?.ToString());
        var answer = fake.Ask(asked) ?? throw new HttpRequestException("The connection was closed.");
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { RequestMessage = request, Content = new StringContent(answer.Body, Encoding.UTF8, "application/json") };
        if (answer.Replayed) response.Headers.Add("Idempotent-Replayed", "true");
        return response;
    }
}
