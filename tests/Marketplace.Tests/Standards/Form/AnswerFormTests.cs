using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using Marketplace.Vocabulary;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Standards.Form;

/// <summary>The one form for answers gives back what it shows, loses nothing, and shows problems at their field.</summary>
public sealed class AnswerFormTests : BunitContext
{
    public AnswerFormTests() => Services.AddLocalization();

    [Theory]
    [MemberData(nameof(ConformityCase.Ids), MemberType = typeof(ConformityCase))]
    public void What_a_form_shows_is_what_it_gives_back(string id)
    {
        var it = ConformityCase.Named(id);
        var before = AnswerCheck.Normalise(it.Specification, it.Answers, it.Answers);
        var shown = AnswerFormState.Of(it.Specification.Questions, before, it.Class);
        var back = AnswerCheck.Normalise(it.Specification,
            AnswerFormState.Posted(it.Specification.Questions, before, it.Class, shown.Values).Answers, before);

        foreach (var question in it.Specification.Questions)
            Assert.True(Same(before[question.Key], back[question.Key]),
                $"{question.Key}: {before[question.Key]} → {back[question.Key]}");
    }

    [Fact]
    public void Every_question_of_every_class_has_a_labelled_control()
    {
        foreach (var service in Shipped.Catalogue.Classes)
        {
            var specification = Shipped.Catalogue.Specification(service.Code)!;
            var state = AnswerFormState.Of([.. specification.Questions.Where(it => it.Key != "class_code")], Answers.Empty, service.Code);
            var form = Render<AnswerForm>(p => p.Add(it => it.State, state));
            foreach (var control in form.FindAll("input:not([type=hidden]), select, textarea"))
                Assert.True(control.HasAttribute("aria-label") || form.FindAll($"label[for='{control.Id}']").Count == 1 && control.Id is not null,
                    $"{service.Code}: {control.GetAttribute("name")}");
        }
    }

    [Theory]
    [InlineData("1,234.5", "CNY", 123450)]
    [InlineData("１２", "CNY", 1200)]
    [InlineData("1200", "JPY", 1200)]
    [InlineData("0.001", "KWD", 1)]
    public void Major_units_become_minor_ones(string typed, string currency, long minor)
    {
        var price = Posted("price", ("answers.price.amount", typed), ("answers.price.currency", currency))["price"]!.Value;

        Assert.Equal(minor, price.GetProperty("amount").GetInt64());
    }

    [Fact]
    public void What_is_no_number_stays_in_its_field_with_the_problem_beside_it()
    {
        var specification = Shipped.Catalogue.Specification("TC.01")!;
        IReadOnlyList<Question> questions = [specification.Question("turnaround")!];
        var state = AnswerFormState.Posted(questions, Answers.Empty, "TC.01", Values("turnaround", ("answers.turnaround", "soon"))).Rewritten();
        Problem[] problems = [.. AnswerCheck.Check(specification, state.Answers, null).Select(it => it with { Field = "answers." + it.Field })];
        var form = Render<AnswerForm>(p => p.Add(it => it.State, state).Add(it => it.Problems, problems));

        var field = form.Find("input[name='answers.turnaround']");
        Assert.Equal("soon", field.GetAttribute("value"));
        Assert.Equal("true", field.GetAttribute("aria-invalid"));
        Assert.Contains(problems[0].Message.In(Languages.Current), form.Find(".field-error").TextContent);
        Assert.Equal("#" + field.Id, state.Href("answers.turnaround"));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("12.345")]
    [InlineData("1e3")]
    public void What_is_no_amount_is_said_in_the_words_of_the_form_not_of_the_API(string typed)
    {
        var specification = Shipped.Catalogue.Specification("TC.01")!;
        var state = AnswerFormState.Posted([specification.Question("price")!], Answers.Empty, "TC.01",
            Values("price", ("answers.price.amount", typed), ("answers.price.currency", "CNY"))).Rewritten();
        var checkedBy = AnswerCheck.Check(specification, state.Answers, null).Select(it => it with { Field = "answers." + it.Field });

        var said = Assert.Single(state.Said([.. checkedBy]));

        Assert.Equal("answers.price.amount", said.Field);
        Assert.Contains("1,280.50", said.Message.En);
        Assert.DoesNotContain("minor", said.Message.En);
        Assert.Equal(typed, state.Values["answers.price.amount"]);
    }

    [Fact]
    public void Rows_come_and_go_without_touching_the_others()
    {
        IReadOnlyList<Question> questions = [Shipped.Catalogue.Specification("TC.01")!.Question("scope_items")!];
        var state = AnswerFormState.Of(questions, Rows(3), "TC.01").After("add:scope_items")!.After("remove:scope_items:1")!;
        var back = AnswerFormState.Posted(questions, Rows(3), "TC.01", state.Values).Answers["scope_items"]!.Value;

        Assert.Equal(["item 0", "item 2"], back.EnumerateArray().Select(row => row.GetProperty("object").GetString()));
    }

    [Fact]
    public void A_page_of_a_long_list_replaces_only_its_own_rows_and_keeps_a_new_one_in_sight()
    {
        IReadOnlyList<Question> questions = [Shipped.Catalogue.Specification("TC.01")!.Question("scope_items")!];
        var page = AnswerFormState.Of(questions, Rows(50), "TC.01", new Dictionary<string, int> { ["scope_items"] = 20 }).After("add:scope_items")!;
        var typed = page.Values.With([new("answers.scope_items[40].object", ["new"])]);
        var again = AnswerFormState.Posted(questions, Rows(50), "TC.01", typed).Rewritten();

        Assert.Equal("new", again.Values["answers.scope_items[40].object"]);
        var back = AnswerFormState.Posted(questions, Rows(50), "TC.01", again.Values).Answers["scope_items"]!.Value;
        Assert.Equal(51, back.GetArrayLength());
        Assert.Equal("new", back[40].GetProperty("object").GetString());
        Assert.Equal("item 40", back[41].GetProperty("object").GetString());
    }

    [Fact]
    public void A_follow_up_question_is_asked_only_where_it_applies()
    {
        var questions = Shipped.Catalogue.Specification("TC.01")!.Questions;
        var range = Answers.Empty.With("price_model", JsonSerializer.SerializeToElement("range"));

        Assert.DoesNotContain(AnswerFormState.Applicable(questions, Answers.Empty, "TC.01"), it => it.Key == "price_to");
        Assert.Contains(AnswerFormState.Applicable(questions, range, "TC.01"), it => it.Key == "price_to");
    }

    /// <summary>The order of members says nothing.</summary>
    private static bool Same(JsonElement? one, JsonElement? other) =>
        one is { } a && other is { } b ? JsonElement.DeepEquals(a, b) : one is null && other is null;

    private static Answers Rows(int count) =>
        Answers.Empty.With("scope_items", JsonSerializer.SerializeToElement(Enumerable.Range(0, count).Select(i => new Dictionary<string, string> { ["object"] = $"item {i}" })));

    private static FormValues Values(string key, params (string Name, string Value)[] fields) =>
        new(fields.Append((Name: FieldNames.Shown, Value: key)).ToDictionary(it => it.Name, it => new[] { it.Value }));

    private static Answers Posted(string key, params (string Name, string Value)[] fields) =>
        AnswerFormState.Posted([Shipped.Catalogue.Specification("TC.01")!.Question(key)!], Answers.Empty, "TC.01", Values(key, fields)).Answers;
}
