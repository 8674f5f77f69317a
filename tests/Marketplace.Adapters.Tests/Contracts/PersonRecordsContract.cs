using Marketplace.Identity;
using Marketplace.Identity.SignIn;
using Marketplace.Identity.Staff;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class PersonRecordsContract(Records records) : IDisposable
{
    private static readonly PersonRecord ann = new("Ann", "ann@example.com", "en", "https://issuer.example/", "1", Given.Noon);

    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_person_is_found_by_issuer_and_subject_as_they_were_written_last()
    {
        var id = PersonId.Of(ann.Issuer, ann.Subject);
        Assert.Null(await records.People.Find(id));
        await Write(StoredAs<PersonRecord>.Write(id.Value, ann, 0));
        await Write(StoredAs<PersonRecord>.Write(id.Value, ann with { SuspendedAt = Given.Noon, Email = null }, 1));

        var found = (await records.People.Find(id))!;

        Assert.Equal((ann with { SuspendedAt = Given.Noon, Email = null }, 2), (found.Value, found.Version));
        Assert.Null(await records.People.Find(PersonId.Of(ann.Issuer, "2")));
        Assert.Null(await records.People.Find(PersonId.Of("https://another.example/", ann.Subject)));
    }

    [Fact]
    public async Task A_site_is_founded_once()
    {
        Assert.Null(await records.People.Founding());
        var founding = new Founding(PersonId.Of(ann.Issuer, ann.Subject), Given.Noon);
        await Write(StoredAs<Founding>.Write(Founding.Id, founding, 0));

        Assert.Equal(founding, await records.People.Founding());
        Assert.Equal(RefusalKind.Stale, (await records.Store.Commit(new Changes([StoredAs<Founding>.Write(Founding.Id, founding, 0)], [], Given.Noon))).Refusal!.Kind);
    }

    [Fact]
    public async Task People_are_found_by_their_confirmed_address_letter_for_letter()
    {
        var (first, second) = (ann, ann with { Subject = "2" });
        foreach (var one in new[] { first, second, ann with { Subject = "3", Email = null }, ann with { Subject = "4", Email = "ann@example.org" } })
            await Write(StoredAs<PersonRecord>.Write(PersonId.Of(one.Issuer, one.Subject).Value, one, 0));

        Assert.Equal(["1", "2"], (await records.People.WithEmail("ann@example.com")).Select(it => it.Value.Subject).Order());
        Assert.Empty(await records.People.WithEmail("Ann@example.com"));
        await Write(StoredAs<PersonRecord>.Write(PersonId.Of(first.Issuer, first.Subject).Value, first.Erased(Given.Noon), 1));
        Assert.Equal(["2"], (await records.People.WithEmail("ann@example.com")).Select(it => it.Value.Subject));
    }

    [Fact]
    public async Task Who_holds_roles_on_the_platform_is_one_document()
    {
        Assert.Null(await records.People.Staff());
        await Write(StoredAs<PlatformStaff>.Write(PlatformStaff.Id, new PlatformStaff([new StaffMember("ann", [PlatformRole.Operator, PlatformRole.Auditor])]), 0));

        var kept = Assert.Single((await records.People.Staff())!.Value.Members);
        Assert.Equal("ann", kept.Person);
        Assert.Equal([PlatformRole.Operator, PlatformRole.Auditor], kept.Roles);
    }

    private async Task Write(Write write) => Assert.True((await records.Store.Commit(new Changes([write], [], Given.Noon))).Succeeded);
}
