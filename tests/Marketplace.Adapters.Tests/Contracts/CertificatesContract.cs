using Marketplace.Accreditation;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class CertificatesContract(Records records) : IDisposable
{
    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_certificate_is_found_by_its_id_whole()
    {
        var certificate = Given.Certificate(ProviderId.New(Given.Noon), "CNAS L0001") with { Marks = ["CNAS", "ILAC-MRA"], Mra = true };
        await records.Store.Commit(Given.Save(certificate));

        var found = (await records.Certificates.Find(certificate.Id))!;

        Assert.Equal(1, found.Version);
        Assert.Equivalent(certificate, found.Value, strict: true);
        Assert.Null(await records.Certificates.Find(CertificateId.New(Given.Noon)));
    }

    [Fact]
    public async Task Of_several_ids_those_that_exist_are_found_once_each()
    {
        var provider = ProviderId.New(Given.Noon);
        var a = Given.Certificate(provider, "A");
        var b = Given.Certificate(provider, "B");
        await records.Store.Commit(Given.Save(a));
        await records.Store.Commit(Given.Save(b));

        var found = await records.Certificates.Find([a.Id, CertificateId.New(Given.Noon), b.Id, a.Id]);

        Assert.Equal([a.Id.Value, b.Id.Value], found.Select(it => it.Value.Id.Value).OrderBy(id => id == b.Id.Value));
        Assert.Empty(await records.Certificates.Find([]));
    }

    [Fact]
    public async Task A_providers_certificates_come_by_number_then_id()
    {
        var (mine, other) = (ProviderId.New(Given.Noon), ProviderId.New(Given.Noon));
        var given = new[] { "L2", "L10", "L1", "L1", "中1" }.Select(number => Given.Certificate(mine, number)).ToList();
        foreach (var certificate in given.Append(Given.Certificate(other, "L1"))) await records.Store.Commit(Given.Save(certificate));

        var found = await records.Certificates.OfProvider(mine);

        Assert.Equal(
            given.OrderBy(it => it.Number, StringComparer.Ordinal).ThenBy(it => it.Id.Value, StringComparer.Ordinal).Select(it => it.Id),
            found.Select(it => it.Value.Id));
    }

    [Fact]
    public async Task Of_two_who_enter_one_roll_as_they_saw_it_one_is_refused()
    {
        var (mine, other) = (ProviderId.New(Given.Noon), ProviderId.New(Given.Noon));
        Assert.Equal(0, await records.Certificates.Roll(mine));
        Changes entry = new([CertificateRoll.Enter(mine, 0)], [], Given.Noon);

        Assert.True((await records.Store.Commit(entry)).Succeeded);
        Assert.Equal(RefusalKind.Stale, (await records.Store.Commit(entry)).Refusal!.Kind);

        Assert.Equal((1L, 0L), (await records.Certificates.Roll(mine), await records.Certificates.Roll(other)));
    }

    [Fact]
    public async Task As_of_an_instant_is_the_state_last_saved_before_it()
    {
        var certificate = Given.Certificate(ProviderId.New(Given.Noon), "old number");
        await records.Store.Commit(Given.Save(certificate));
        await records.Store.Commit(Given.Save(certificate with { Number = "new number" }, 1, Given.Noon.AddDays(1)));

        Assert.Null(await records.Certificates.AsOf(certificate.Id, Given.Noon));
        Assert.Equal("old number", (await records.Certificates.AsOf(certificate.Id, Given.Noon.AddTicks(1)))!.Value.Number);
        Assert.Equal("old number", (await records.Certificates.AsOf(certificate.Id, Given.Noon.AddDays(1)))!.Value.Number);
        Assert.Equal("new number", (await records.Certificates.AsOf(certificate.Id, Given.Noon.AddDays(2)))!.Value.Number);
    }
}
