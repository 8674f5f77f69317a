using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Standards.Browse;

public sealed class ClassPageTests : BunitContext
{
    private static readonly Catalogue catalogue = Catalogue.Load();

    public ClassPageTests()
    {
        Services.AddLocalization();
        Services.AddSingleton(catalogue);
    }

    [Theory]
    [InlineData("TC.04")]
    [InlineData("IP.05")]
    public void Every_question_and_every_requirement_of_the_specification_has_its_row(string code)
    {
        var specification = catalogue.Specification(code)!;
        var page = Render<ClassPage>(p => p.Add(it => it.Code, code));

        var keys = page.FindAll("td > code").Select(it => it.TextContent).ToList();
        Assert.Equal(specification.Sections.SelectMany(section => specification.InSection(section.Key)).Select(question => question.Key), keys);
        var requirements = page.FindAll("section[aria-labelledby=requirements] th[scope=row] > .nowrap").Select(it => it.TextContent);
        Assert.Equal(specification.Requirements.Select(it => it.Id).Order(), requirements.Order());
        Assert.Contains(specification.Hash, page.Markup);
    }
}
