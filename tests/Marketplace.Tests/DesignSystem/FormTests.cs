using Bunit;
using Marketplace.DesignSystem.Forms;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Tests.DesignSystem;

public sealed class FormTests : BunitContext
{
    private static readonly FormErrors errors = new([
        new Problem("too_long", new Bilingual("太长。", "Too long."), "name.zh"),
        new Problem("stale", new Bilingual("已更新。", "Saved by somebody else."))]);

    public FormTests() => Services.AddLocalization();

    [Fact]
    public void A_field_ties_label_help_and_error_to_its_control()
    {
        var field = Render<CascadingValue<FormErrors>>(p => p.Add(c => c.Value, errors).AddChildContent<TextField>(f => f
            .Add(t => t.Name, "name.zh").Add(t => t.Label, "Name").Add(t => t.Help, "As registered").Add(t => t.Value, "x").Add(t => t.Required, true)));

        var input = field.Find("input");
        Assert.Equal(input.Id, field.Find("label").GetAttribute("for"));
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal("true", input.GetAttribute("aria-required"));
        var described = input.GetAttribute("aria-describedby")!.Split(' ').Select(id => field.Find("#" + id).TextContent.Trim()).ToArray();
        Assert.Equal("As registered", described[0]);
        Assert.EndsWith("Too long.", described[1]);
    }

    [Fact]
    public void The_summary_leads_to_the_field_and_lists_what_belongs_to_none()
    {
        var summary = Render<ErrorSummary>(p => p.Add(s => s.Errors, errors));

        Assert.Equal("alert", summary.Find("div").GetAttribute("role"));
        Assert.Equal("#" + FieldIds.Of("name.zh"), summary.Find("a").GetAttribute("href"));
        Assert.Contains("There are 2 problems", summary.Markup);
        Assert.Equal(2, summary.FindAll("li").Count);
    }

    [Fact]
    public void The_summary_names_each_field_as_the_field_names_itself()
    {
        var wrong = new FormErrors([new Problem("required", new Bilingual("此项必填。", "Fill this in."), "number")]);

        var form = Render<CascadingValue<FormErrors>>(p => p.Add(c => c.Value, wrong)
            .AddChildContent<ErrorSummary>(s => s.Add(c => c.Errors, wrong))
            .AddChildContent<TextField>(f => f.Add(t => t.Name, "number").Add(t => t.Label, "Certificate number")));

        Assert.Equal("Certificate number: Fill this in.", form.Find(".error-summary a").TextContent);
    }

    [Fact]
    public void Without_errors_there_is_no_summary() => Assert.Equal("", Render<ErrorSummary>(p => p.Add(s => s.Errors, FormErrors.None)).Markup.Trim());

    [Fact]
    public void A_choice_of_many_is_a_group_with_a_legend()
    {
        var group = Render<ChoiceField>(p => p.Add(c => c.Name, "marks").Add(c => c.Label, "Marks").Add(c => c.Many, true)
            .Add(c => c.Options, [new FieldOption("CNAS", "CNAS"), new FieldOption("CMA", "CMA", "By law")]).Add(c => c.Values, ["CMA"]));

        Assert.StartsWith("Marks", group.Find("fieldset > legend").TextContent);
        Assert.Equal(FieldIds.Of("marks"), group.FindAll("input")[0].Id);
        Assert.True(group.FindAll("input")[1].HasAttribute("checked"));
        Assert.Equal("By law", group.Find("#" + group.FindAll("input")[1].GetAttribute("aria-describedby")).TextContent);
    }

    [Fact]
    public void What_was_typed_is_given_back_as_text() =>
        Assert.Equal("<b>\"x\"</b>", Render<TextAreaField>(p => p.Add(t => t.Name, "a").Add(t => t.Label, "A").Add(t => t.Value, "<b>\"x\"</b>")).Find("textarea").TextContent);
}
