using Marketplace.Accreditation;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class ForgetContract(Records records) : IDisposable
{
    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Earlier_states_go_and_the_present_one_and_those_of_others_stay()
    {
        var provider = ProviderId.New(Given.Noon);
        var (first, other) = (Given.Certificate(provider, "1"), Given.Certificate(provider, "2"));
        foreach (var certificate in new[] { first, other })
        {
            await Save(certificate, 0);
            await Save(certificate with { SavedAt = Given.Noon.AddHours(1) }, 1);
        }

        await records.Forget.EarlierStates(StoredAs<Certificate>.Collection, first.Id.Value);
        await records.Forget.EarlierStates(StoredAs<Certificate>.Collection, first.Id.Value);

        var before = Given.Noon.AddMinutes(1);
        Assert.Null(await records.Certificates.AsOf(first.Id, before));
        Assert.NotNull(await records.Certificates.AsOf(other.Id, before));
        Assert.Equal(2, (await records.Certificates.Find(first.Id))!.Version);
        await Save(first with { SavedAt = Given.Noon.AddHours(2) }, 2);
        Assert.Equal(3, (await records.Certificates.Find(first.Id))!.Version);
    }

    [Fact]
    public async Task Only_in_a_collection_of_ours_is_anything_forgotten() =>
        await Assert.ThrowsAsync<ArgumentException>(() => records.Forget.EarlierStates("people_history WHERE 1 = 1 --", "x"));

    private async Task Save(Certificate certificate, long readAt) =>
        Assert.True((await records.Store.Commit(new Changes([StoredAs<Certificate>.Write(certificate.Id.Value, certificate, readAt)], [], certificate.SavedAt))).Succeeded);
}
