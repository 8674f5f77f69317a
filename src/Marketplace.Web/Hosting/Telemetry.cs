using Marketplace.Vocabulary;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Marketplace.Web.Hosting;

/// <summary>Traces and figures of every room (sources and meters named <c>Marketplace.*</c>), sent where an OTLP address is configured.</summary>
internal static class Telemetry
{
    private const string Address = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        if (string.IsNullOrWhiteSpace(configuration[Address])) return services;
        // Traces name paths and people's ids; they leave the machine sealed or not at all.
        if (!environment.IsDevelopment() && !(Uri.TryCreate(configuration[Address], UriKind.Absolute, out var collector) && (collector.Scheme == "https" || collector.IsLoopback)))
            throw new SettingException($"{Address} is \"{configuration[Address]}\"; outside Development it must be an https address, or one of this machine.");

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("marketplace"))
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddSource("Marketplace.*"))
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter("Marketplace.*"))
            .UseOtlpExporter();
        return services;
    }
}
