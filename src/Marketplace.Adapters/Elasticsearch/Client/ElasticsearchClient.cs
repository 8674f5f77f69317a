using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Marketplace.Adapters.Outbound;
using Microsoft.Extensions.Logging;

namespace Marketplace.Adapters.Elasticsearch.Client;

/// <summary>
/// The few calls the index needs of Elasticsearch's REST interface, over pooled connections to one or several nodes. Every call here
/// may be repeated (reads, and writes that carry their version), so a node that fails hands over to the next one.
/// </summary>
internal sealed partial class ElasticsearchClient : IDisposable
{
    private const int MostTries = 3;
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan connectWithin = TimeSpan.FromSeconds(2);

    private readonly HttpClient http;
    private readonly NodePool nodes;
    private readonly ElasticsearchOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;

    public ElasticsearchClient(ElasticsearchOptions options, TimeProvider time, ILogger logger)
    {
        this.options = options;
        this.time = time;
        this.logger = logger;
        nodes = new NodePool(options.Nodes, time);
        http = OutboundHttp.ClientToConfigured(Timeout.InfiniteTimeSpan, Handler(options));
        if (options.Authorization is { } authorization) http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <summary>Sends a request and reads the answer whole. A status of 400 and above is an exception, but 404 where that is an answer.</summary>
    /// <param name="within">The time for all tries together.</param>
    public async Task<JsonDocument?> Send(HttpMethod method, string path, Body? body, TimeSpan within, CancellationToken cancel, bool mayBeMissing = false)
    {
        using var limit = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        var tried = new HashSet<Uri>();
        for (var attempt = 1; ; attempt++)
        {
            var node = nodes.Next(tried);
            try
            {
                var answer = await Ask(node, method, path, body, mayBeMissing, either.Token);
                nodes.Answered(node);
                return answer;
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                nodes.Failed(node);
                throw new ElasticsearchException(0, $"{node.Authority} did not answer {method} {path} within {within.TotalSeconds:0.#} s.");
            }
            catch (ElasticsearchException failure)
            {
                if (!failure.IsPassing)
                {
                    nodes.Answered(node);
                    throw;
                }

                // One that asks for patience is well; one that cannot be reached or cannot serve rests.
                if (failure.Status != 429) nodes.Failed(node);
                tried.Add(node);
                if (attempt == Math.Max(MostTries, nodes.Count)) throw;
                Repeats(logger, method.Method, path, node.Authority, failure.Message);
            }

            if (tried.Count >= nodes.Count && !await Waited(pause * attempt, either.Token))
                throw new ElasticsearchException(0, $"{node.Authority} did not answer {method} {path} within {within.TotalSeconds:0.#} s.");
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonDocument?> Ask(Uri node, HttpMethod method, string path, Body? body, bool mayBeMissing, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, new Uri(node, path));
        if (body is not null) request.Content = Content(body);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (response.StatusCode == HttpStatusCode.NotFound && mayBeMissing) return null;
            if (!response.IsSuccessStatusCode)
                throw new ElasticsearchException((int)response.StatusCode, $"{node.Authority} answered {method} {path} with {(int)response.StatusCode}: {await Reason(response, cancel)}");
            await using var stream = await response.Content.ReadAsStreamAsync(cancel);
            return await JsonDocument.ParseAsync(stream, cancellationToken: cancel);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or JsonException)
        {
            throw new ElasticsearchException(0, $"{node.Authority} cannot be spoken with ({method} {path}): {(broken.InnerException ?? broken).Message}", broken);
        }
    }

    private async Task<bool> Waited(TimeSpan so, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(so, time, cancel);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private ByteArrayContent Content(Body body)
    {
        var bytes = body.Bytes.ToArray();
        if (options.Compress) bytes = Gzip(bytes);
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(body.Type);
        if (options.Compress) content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        var compressed = new MemoryStream(bytes.Length / 4);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return compressed.ToArray();
    }

    /// <summary>The type and reason Elasticsearch gives, cut short: they go into logs.</summary>
    private static async Task<string> Reason(HttpResponseMessage response, CancellationToken cancel)
    {
        var text = await response.Content.ReadAsStringAsync(cancel);
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object) text = ErrorText.Of(error);
        }
        catch (JsonException)
        {
            // A proxy answers in words of its own.
        }

        return text.Length > 500 ? text[..500] : text;
    }

    private static SocketsHttpHandler Handler(ElasticsearchOptions options)
    {
        var handler = OutboundHttp.ToConfigured(connectWithin);
        handler.UseProxy = false;
        handler.AutomaticDecompression = options.Compress ? DecompressionMethods.GZip : DecompressionMethods.None;
        if (options.Authorities is { } authorities)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return handler;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Path} is tried again, since {Node} failed: {Because}")]
    private static partial void Repeats(ILogger logger, string method, string path, string node, string because);
}
