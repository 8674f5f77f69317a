using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Standards;

public sealed class ReadersAnswersTests
{
    private static readonly Specification specification = Catalogue.Load().Specification("TC.04")!;

    [Theory]
    [InlineData("service_area", "US", "美国", "United States")]
    [InlineData("service_area", "CN-GD", "广东", "Guangdong")]
    [InlineData("report_language", "zh", "中文", "Chinese")]
    [InlineData("service_area", "QQ", "QQ", "QQ")]
    public void A_code_is_named_in_the_reader_s_language(string question, string code, string zh, string en) =>
        Assert.Equal(new Bilingual(zh, en), specification.Question(question)!.LabelOf(code));

    [Theory]
    [InlineData(1, "working day", "1个工作日", "1 working day")]
    [InlineData(3, "working day", "3个工作日", "3 working days")]
    [InlineData(2024, null, "2024", "2024")]
    [InlineData(12000, "mm", "12,000 mm", "12,000 mm")]
    public void A_number_reads_with_its_unit(double number, string? unit, string zh, string en)
    {
        Assert.Equal(zh, UnitNames.With(number, unit, Language.Zh));
        Assert.Equal(en, UnitNames.With(number, unit, Language.En));
    }
}
