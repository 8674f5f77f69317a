using System.Text;
using Marketplace.Api;
using Xunit;

namespace Marketplace.Tests.Api;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("""{"a":{"b":[1,{"c":2,"c":3}]}}""", "duplicate_member", "a.b[1].c")]
    [InlineData("""{"a":["x",{"b":"\u0000"}]}""", "malformed_json", "a[1].b")]
    [InlineData("""{"a\u0000":1}""", "malformed_json", null)]
    [InlineData("""{"a":"\ud83d"}""", "malformed_json", "a")]
    [InlineData("""{"a":1e400}""", "malformed_json", "a")]
    [InlineData("""{"a":[1,null]}""", "null_in_list", "a[1]")]
    [InlineData("""{"a":1,}""", "malformed_json", "a")]
    [InlineData("""{"a":1}//""", "malformed_json", "a")]
    public void What_is_wrong_is_named_with_its_place(string json, string code, string? field)
    {
        var problem = StrictJson.Check(Encoding.UTF8.GetBytes(json));

        Assert.Equal(code, problem?.Code);
        if (code != "malformed_json" || field is null || !json.Contains("1,}") && !json.Contains("//")) Assert.Equal(field, problem!.Field);
    }

    [Fact]
    public void The_same_name_in_two_objects_is_no_duplicate() =>
        Assert.Null(StrictJson.Check("""[{"a":1},{"a":2,"b":{"a":3}}]"""u8));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void It_may_be_64_deep(int depth, bool fine) =>
        Assert.Equal(fine, StrictJson.Check(Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth))) is null);

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused() => Assert.NotNull(StrictJson.Check([(byte)'"', 0xC0, 0x80, (byte)'"']));
}
