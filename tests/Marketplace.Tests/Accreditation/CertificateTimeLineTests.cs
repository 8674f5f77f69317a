using Bunit;
using Marketplace.Standards;
using Marketplace.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Accreditation;

public sealed class CertificateTimeLineTests : BunitContext
{
    public CertificateTimeLineTests()
    {
        Services.AddLocalization();
        Services.AddSingleton(Catalogue.Load());
    }

    [Fact]
    public void Every_certificate_is_named_dated_and_linked_in_words()
    {
        var suspended = Samples.Certificate(Samples.Input with { Number = "CNAS L2-DEMO", Status = EvidenceStatus.Suspended, StatusSince = new DateOnly(2026, 5, 1) });
        var line = Shown(Samples.Certificate(), suspended);
        Assert.Equal(2, line.FindAll("a").Count);
        Assert.Contains("ISO/IEC 17025:2017", line.Markup);
        Assert.Contains("suspended", line.Markup);
        Assert.NotNull(line.Find("svg").GetAttribute("aria-label"));
        Assert.Contains("today", line.Markup);
    }

    [Fact]
    public void The_time_after_a_suspension_is_drawn_apart()
    {
        var line = Shown(Samples.Certificate(Samples.Input with { Status = EvidenceStatus.Suspended, StatusSince = new DateOnly(2027, 3, 1) }));
        double Percent(string selector, string attribute) => double.Parse(line.Find(selector).GetAttribute(attribute)!.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(Percent("rect.force", "x") + Percent("rect.force", "width"), Percent("rect.after", "x"), 0.05);
        Assert.True(Percent("rect.after", "width") > 30);
    }

    [Fact]
    public void No_certificate_draws_nothing() => Assert.Equal("", Shown().Markup.Trim());

    private IRenderedComponent<CertificateTimeLine> Shown(params Certificate[] certificates) => Render<CertificateTimeLine>(parameters => parameters
        .Add(line => line.Certificates, [.. certificates.Select(it => new Document<Certificate>(it, 1))])
        .Add(line => line.Today, Samples.Today));
}
