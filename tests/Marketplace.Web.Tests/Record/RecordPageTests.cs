using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Marketplace.Adapters;
using Marketplace.Rigs.KillRunner;
using Marketplace.Storage;
using Marketplace.Accreditation;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Record;

public sealed class RecordPageTests : IAsyncLifetime
{
    private readonly Site site = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task What_people_do_and_are_refused_stands_there_with_who_did_it()
    {
        var (buyer, auditor) = (await site.Acting("buyer"), await site.Acting("auditor"));
        (await buyer.PostAsJsonAsync("/api/v1/providers", CertificateBodies.Provider())).EnsureSuccessStatusCode();
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.Forbidden, (await buyer.GetAsync("/operator")).StatusCode);
        await site.Visitor().GetAsync("/operator");
        await Heard();

        var page = await auditor.GetStringAsync("/record?person=buyer");
        Assert.Contains("Provider saved", page);
        Assert.Single(Regex.Matches(page, "<td[^>]*>Refused for want of a right</td>"));
        Assert.DoesNotContain("@example.com", page);
        Assert.Contains("/operator", await auditor.GetStringAsync("/record?kind=AccessDenied"));
        Assert.DoesNotContain("<tbody", await auditor.GetStringAsync("/record?person=procurement"));
        Assert.DoesNotContain("<tbody", await auditor.GetStringAsync("/record?day=1999-01-01"));
    }

    [Theory]
    [InlineData("buyer", HttpStatusCode.Forbidden)]
    [InlineData("procurement", HttpStatusCode.Forbidden)]
    [InlineData("operator", HttpStatusCode.OK)]
    [InlineData("auditor", HttpStatusCode.OK)]
    public async Task It_is_for_auditors_and_operators(string person, HttpStatusCode status)
    {
        Assert.Equal(status, (await (await site.Acting(person)).GetAsync("/record")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await site.Visitor().GetAsync("/record")).StatusCode);
    }

    [Fact]
    public async Task The_command_checks_it_beside_the_serving_site_and_against_what_was_noted()
    {
        var buyer = await site.Acting("buyer");
        (await buyer.PostAsJsonAsync("/api/v1/providers", CertificateBodies.Provider())).EnsureSuccessStatusCode();
        await Heard();

        var said = new StringWriter();
        Assert.Equal(0, await site.Services.VerifyRecord([], said));
        var noted = Regex.Match(said.ToString(), @"The record holds: (\d+) entries, root ([0-9a-f]{64})");
        Assert.True(noted.Success, said.ToString());
        Assert.Equal(0, await site.Services.VerifyRecord([noted.Groups[1].Value, noted.Groups[2].Value], TextWriter.Null));
        Assert.Equal(1, await site.Services.VerifyRecord([noted.Groups[1].Value, new string('0', 64)], TextWriter.Null));
        Assert.Equal(2, await site.Services.VerifyRecord(["nonsense"], TextWriter.Null));
    }

    [Fact]
    public async Task The_program_knows_the_command()
    {
        var folder = Directory.CreateTempSubdirectory("marketplace-record-");
        try
        {
            var (code, output) = await SiteCommand.Run("verify-record", "--Data:Path=" + folder.FullName);
            Assert.Equal(1, code);
            Assert.Contains("There is no market in", output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task Heard()
    {
        var pump = site.Services.GetRequiredService<OutboxPump>();
        for (var i = 0; i < 200; i++)
        {
            if ((await pump.Progress(default)).Single(it => it.Consumer == "record").Lag == 0) return;
            await Task.Delay(50);
        }
        throw new InvalidOperationException("The record does not follow the log.");
    }
}
