using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Xunit;

namespace Marketplace.Web.Hosting;

/// <summary>What a site in production writes to its console.</summary>
public sealed class ConsoleLogTests
{
    [Fact]
    public async Task An_entry_is_one_line_of_JSON_with_its_instant_in_UTC_whatever_is_in_it()
    {
        await using var site = new Site { EnvironmentName = "Production" };
        var chosen = site.Services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName;
        var formatter = site.Services.GetServices<ConsoleFormatter>().Single(it => it.Name == chosen);
        using var text = new StringWriter();
        const string Input = "x\r\n{\"LogLevel\":\"Critical\"}\u2028\u0085forged\u001b[31m";

        formatter.Write(new LogEntry<string>(LogLevel.Warning, "Marketplace", default, Input, null, (it, _) => it), null, text);

        Assert.Equal(ConsoleFormatterNames.Json, chosen);
        var line = Assert.Single(text.ToString().TrimEnd('\n', '\r').Split('\n', '\r', '\u2028', '\u0085'));
        Assert.DoesNotContain('\u001b', line);
        using var entry = JsonDocument.Parse(line);
        Assert.Equal(Input, entry.RootElement.GetProperty("Message").GetString());
        Assert.EndsWith("Z", entry.RootElement.GetProperty("Timestamp").GetString());
    }
}
