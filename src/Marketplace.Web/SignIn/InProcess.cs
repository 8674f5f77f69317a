using Microsoft.AspNetCore.Http.Features;

namespace Marketplace.Web.SignIn;

/// <summary>
/// Carries the market's own questions to the identity server that is mounted in it straight through the pipeline: the site need not be able to
/// reach itself by its public address, which behind a proxy it often is not.
/// </summary>
internal sealed class InProcess(IServiceScopeFactory scopes) : HttpMessageHandler
{
    private RequestDelegate? pipeline;

    /// <summary>From here on the pipeline is what such questions pass.</summary>
    public static void Use(IApplicationBuilder app) => app.Use(next =>
    {
        if (app.ApplicationServices.GetService<InProcess>() is { } inProcess) inProcess.pipeline = next;
        return next;
    });

    /// <summary>Whether a request is one that the site asks itself.</summary>
    public static bool IsOne(HttpContext http) => http.Features.Get<IHttpRequestBodyDetectionFeature>() is OwnQuestion;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = cancellationToken };
        await Fill(http.Request, request, cancellationToken);
        using var body = new MemoryStream();
        http.Response.Body = body;
        await (pipeline ?? throw new InvalidOperationException("The pipeline is not built yet."))(http);
        await http.Response.BodyWriter.FlushAsync(cancellationToken);
        return Answer(http.Response, body.ToArray(), request);
    }

    private static async Task Fill(HttpRequest to, HttpRequestMessage from, CancellationToken cancel)
    {
        var address = from.RequestUri!;
        (to.Method, to.Scheme, to.Host, to.Path, to.QueryString, to.Protocol) =
            (from.Method.Method, address.Scheme, HostString.FromUriComponent(address), PathString.FromUriComponent(address), QueryString.FromUriComponent(address), "HTTP/1.1");
        foreach (var (name, values) in from.Headers) to.Headers.Append(name, values.ToArray());
        to.HttpContext.Features.Set<IHttpRequestBodyDetectionFeature>(new OwnQuestion(from.Content is not null));
        if (from.Content is not { } content) return;
        foreach (var (name, values) in content.Headers) to.Headers.Append(name, values.ToArray());
        var sent = await content.ReadAsByteArrayAsync(cancel);
        (to.Body, to.ContentLength) = (new MemoryStream(sent), sent.Length);
    }

    private static HttpResponseMessage Answer(HttpResponse from, byte[] body, HttpRequestMessage request)
    {
        var answer = new HttpResponseMessage((System.Net.HttpStatusCode)from.StatusCode) { Content = new ByteArrayContent(body), RequestMessage = request };
        foreach (var (name, values) in from.Headers)
        {
            if (!answer.Headers.TryAddWithoutValidation(name, values.AsEnumerable())) answer.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        return answer;
    }

    private sealed class OwnQuestion(bool hasBody) : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => hasBody;
    }
}
