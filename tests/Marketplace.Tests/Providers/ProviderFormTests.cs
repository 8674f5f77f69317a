using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Marketplace.Providers;

public sealed class ProviderFormTests
{
    [Fact]
    public void What_is_wrong_is_listed_as_the_fields_stand_in_the_form()
    {
        var form = ProviderForm.From(new FormCollection(new() { ["country"] = "CN", ["sites[0].address"] = "?" }));
        Assert.False(ProviderRules.Register(ProviderId.New(DateTimeOffset.UnixEpoch), form.Read(), DateTimeOffset.UnixEpoch).Is(out _, out var refusal));
        string[] expected = ["name.zh", "registrationNumber", "size", "languages", "contact.mail", "sites[0].name.zh", "sites[0].region"];
        Assert.Equal(expected, form.AtFields(refusal).Problems.Select(problem => problem.Field));
    }
}
