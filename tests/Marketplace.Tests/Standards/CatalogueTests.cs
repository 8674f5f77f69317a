using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Standards.Loading;
using Marketplace.Vocabulary;

namespace Marketplace.Standards;

public sealed class CatalogueTests
{
    [Fact]
    public void The_shipped_catalogue_is_complete()
    {
        var catalogue = Shipped.Catalogue;
        Assert.Equal((10, 60, 201, 300), (catalogue.Families.Count, catalogue.Classes.Count, catalogue.Standards.Count, catalogue.Methods.Count));
        Assert.All(catalogue.Classes, c => Assert.InRange(catalogue.Specification(c.Code)!.Requirements.Count, 10, 23));
    }

    [Theory]
    [InlineData(CatalogueFiles.StandardsFile, "gbt-27025-2019", "standards", "id", "iso-iec-17025-2017")]
    [InlineData(CatalogueFiles.ClassificationsFile, "TC.02", "classes", "code", "TC.01")]
    [InlineData(CatalogueFiles.MethodsFile, "gbt-602-2002", "methods", "id", "gbt-601-2016")]
    public void A_duplicate_id_refuses_to_load_and_names_file_and_entry(string file, string entry, string list, string key, string taken)
    {
        var refused = Assert.Throws<CatalogueException>(() => LoadWith(file, json => Entry(json, list, key, entry)[key] = taken));
        Assert.Equal((file, taken), (refused.File, refused.Entry));
    }

    [Theory]
    [InlineData("replaced_by")]
    [InlineData("families")]
    public void A_dangling_reference_refuses_to_load_and_names_file_and_entry(string member)
    {
        var refused = Assert.Throws<CatalogueException>(() => LoadWith(CatalogueFiles.StandardsFile, json =>
            Entry(json, "standards", "id", "iso-iec-17020-2012")[member] = member == "families" ? new JsonArray("ZZ") : "no-such-id"));
        Assert.Equal((CatalogueFiles.StandardsFile, "iso-iec-17020-2012"), (refused.File, refused.Entry));
    }

    [Fact]
    public void A_requirement_that_reads_an_unknown_question_refuses_to_load()
    {
        var refused = Assert.Throws<CatalogueException>(() => LoadWith(CatalogueFiles.RequirementsFile, json =>
            Entry(json, "requirements", "id", "C-R6")["test"]!["question"] = "no_such_question"));
        Assert.Equal("C-R6", refused.Entry);
    }

    [Theory]
    [InlineData("iso-iec-17025-2017", "ISO/IEC 17025:2017", "ISO/IEC 17025:2017")]
    [InlineData("gbt-27025-2019", "GB/T 27025-2019", "GB/T 27025-2019")]
    [InlineData("samr-cma-criteria-2023", "检验检测机构资质认定评审准则 (2023)", "Assessment criteria for mandatory approval of inspection bodies and laboratories (2023)")]
    public void A_document_with_a_Chinese_name_and_no_number_has_its_English_title_for_readers_of_English(string id, string zh, string en) =>
        Assert.Equal(new Bilingual(zh, en), Shipped.Catalogue.Standard(id)!.Name);

    [Fact]
    public void No_name_that_a_reader_of_English_is_shown_is_in_Chinese_where_there_is_an_English_title() =>
        Assert.All(Shipped.Catalogue.Standards.Concat<NormativeDocument>(Shipped.Catalogue.Methods).Where(d => d.Title.En is not null), d =>
        {
            Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", d.FullName.En!);
            // And no title stands twice.
            if (d.Title.Zh is { } title) Assert.Equal(2, d.FullName.Zh!.Split(title).Length);
        });

    [Fact]
    public void Bands_are_half_open_and_money_is_banded_per_currency()
    {
        var specification = Shipped.Catalogue.Specification("TC.01")!;
        Assert.Equal("3..6", specification.Question("turnaround")!.Bands!.Of(3).Value);
        Assert.Equal("0..3", specification.Question("turnaround")!.Bands!.Of(2.5).Value);
        Assert.Equal("CNY:100000..500000", specification.Question("price")!.Bands!.Of(new Money(200000, "CNY")).Value);
        Assert.Equal("SEK:100000..1000000", specification.Question("price")!.Bands!.Of(new Money(100000, "SEK")).Value);
        Assert.Equal("SEK:100000..1000000", specification.Question("price")!.Bands!.Parse("SEK:100000..1000000")!.Value);
        Assert.Null(specification.Question("price")!.Bands!.Parse("CNY:1..2"));
    }

    private static Catalogue LoadWith(string file, Action<JsonNode> change) => new(new CatalogueFiles(CatalogueFiles.Names.ToDictionary(n => n, name =>
    {
        if (name != file) return CatalogueFiles.Read(name);
        var json = JsonNode.Parse(CatalogueFiles.Read(name).GetRawText())!;
        change(json);
        return JsonSerializer.SerializeToElement(json);
    })));

    private static JsonNode Entry(JsonNode json, string list, string key, string value) =>
        json[list]!.AsArray().Single(e => e![key]!.GetValue<string>() == value)!;
}
