using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Marketplace.Adapters.Tests.Elasticsearch;

internal sealed record Heard(string Method, string Path, string? Authorization, string? Encoding, string Body);

/// <summary>An HTTP(S) server that says what a test tells it to, for what a real node cannot be made to do, and notes what it heard.</summary>
internal sealed class StubCluster : IAsyncDisposable
{
    private readonly WebApplication site;

    private StubCluster(WebApplication site) => this.site = site;

    public ConcurrentQueue<Heard> Heard { get; } = new();

    /// <summary>Answers a request: the status, and the body in JSON.</summary>
    public Func<Heard, CancellationToken, Task<(int Status, string Json)>> Answer { get; set; } = (_, _) => Task.FromResult((200, "{}"));

    public string Address { get; private set; } = "";

    public static async Task<StubCluster> Start(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        var stub = new StubCluster(builder.Build());
        stub.site.Run(stub.Hear);
        await stub.site.StartAsync();
        stub.Address = stub.site.Urls.First();
        return stub;
    }

    public async ValueTask DisposeAsync() => await site.DisposeAsync();

    private async Task Hear(HttpContext http)
    {
        var encoding = http.Request.Headers.ContentEncoding.FirstOrDefault();
        await using var body = encoding == "gzip" ? new GZipStream(http.Request.Body, CompressionMode.Decompress) : http.Request.Body;
        using var reader = new StreamReader(body);
        var heard = new Heard(http.Request.Method, http.Request.Path + http.Request.QueryString, http.Request.Headers.Authorization.FirstOrDefault(), encoding, await reader.ReadToEndAsync());
        Heard.Enqueue(heard);
        var (status, json) = await Answer(heard, http.RequestAborted);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(json);
    }
}

/// <summary>An authority of the test's own, and certificates that it signs.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestAuthority()
    {
        var request = new CertificateRequest("CN=Test authority " + Guid.NewGuid().ToString("N")[..6], key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        Certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(80));
        File = Path.GetTempFileName();
        System.IO.File.WriteAllText(File, Certificate.ExportCertificatePem());
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>The authority as a PEM file.</summary>
    public string File { get; }

    public X509Certificate2 For(string host)
    {
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + host, serverKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(Certificate, DateTimeOffset.UnixEpoch.AddYears(51), DateTimeOffset.UnixEpoch.AddYears(79), RandomNumberGenerator.GetBytes(8));
        using var both = signed.CopyWithPrivateKey(serverKey);
        return X509CertificateLoader.LoadPkcs12(both.Export(X509ContentType.Pfx), null);
    }

    public void Dispose()
    {
        Certificate.Dispose();
        key.Dispose();
        System.IO.File.Delete(File);
    }
}
