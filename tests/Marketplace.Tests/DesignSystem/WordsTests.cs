using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Marketplace.DesignSystem;
using Xunit;

namespace Marketplace.Tests.DesignSystem;

/// <summary>Both languages say everything, and no page says anything of its own.</summary>
public sealed partial class WordsTests
{
    private static readonly string root = Root();

    public static TheoryData<string> Folders => [.. Directory.GetFiles(Path.Combine(root, "src"), "*Words.resx", SearchOption.AllDirectories)
        .Where(IsSource).Select(f => Path.GetRelativePath(root, f))];

    public static TheoryData<string> Components => [.. Directory.GetFiles(Path.Combine(root, "src"), "*.razor", SearchOption.AllDirectories)
        .Where(IsSource).Select(f => Path.GetRelativePath(root, f))];

    [Theory, MemberData(nameof(Folders))]
    public void Every_word_is_there_in_both_languages(string file)
    {
        var (english, chinese) = (Read(file), Read(file.Replace(".resx", ".zh.resx", StringComparison.Ordinal)));

        Assert.Equal(english.Keys.Order(), chinese.Keys.Order());
        Assert.All(chinese, word => Assert.True(
            Han().IsMatch(word.Value) || !Letters().IsMatch(Placeholder().Replace(word.Value, "")) || IsName(word.Value), $"{word.Key} is not in Chinese: {word.Value}"));
        Assert.All(english, word => Assert.True(!Han().IsMatch(word.Value) || word.Key == "language.other", $"{word.Key} is not in English: {word.Value}"));
        // One of something may go without its number in one language alone.
        Assert.All(english.Where(w => !w.Key.EndsWith(".one", StringComparison.Ordinal)), word => Assert.Equal(Arguments(word.Value), Arguments(chinese[word.Key])));
    }

    [Theory, MemberData(nameof(Components))]
    public void No_markup_has_human_text_of_its_own(string file)
    {
        var markup = Code().Replace(File.ReadAllText(Path.Combine(root, file)), "");
        var found = Attribute().Matches(markup).Select(m => m.Groups[1].Value).ToArray();

        Assert.True(found.Length == 0, $"{file}: {string.Join(" | ", found)}");
        Assert.False(Han().IsMatch(Comment().Replace(markup, "")), file);
        Assert.Empty(TextOf(markup));
    }

    [Theory]
    [InlineData("<p>Nothing found</p>", "Nothing found")]
    [InlineData("<p>@count hits</p>", "hits")]
    [InlineData("@if (a > b)\n{\n    <p>@L[\"x\"]</p>\n}\nelse\n{\n    <p class=\"soft\">Sorry</p>\n}", "Sorry")]
    public void Text_of_its_own_is_found_wherever_it_stands_in_markup(string markup, string text) => Assert.Equal([text], TextOf(markup));

    [Theory]
    [InlineData("<p>@L[\"x\"] · @(a is { } b ? L[\"y\", b] : null)</p>")]
    [InlineData("@foreach (var it in All)\n{\n    <li>@it.Name.In(Languages.Current)</li>\n}")]
    [InlineData("<code>SHA-256</code><td>@if (x is null) { <i>@L[\"n\"]</i> }</td>")]
    public void What_is_code_or_a_name_is_not_taken_for_text(string markup) => Assert.Empty(TextOf(markup));

    [Theory, MemberData(nameof(Components))]
    public void Every_key_that_is_used_exists(string file)
    {
        var text = File.ReadAllText(Path.Combine(root, file));
        if (!text.Contains("IStringLocalizer<", StringComparison.Ordinal)) return;

        var keys = Key().Matches(text).Select(m => m.Groups[1].Value).Concat(Plural().Matches(text).Select(m => m.Groups[1].Value + ".other")).ToArray();
        var words = Localizer().Matches(text).SelectMany(m => Near(file, m.Groups[1].Value)).SelectMany(f => Read(f).Keys).ToHashSet();

        Assert.All(keys, key => Assert.True(words.Contains(key) || (key.EndsWith('.') && words.Any(w => w.StartsWith(key, StringComparison.Ordinal))), $"{file} uses {key}"));
    }

    [Fact]
    public void The_words_are_found_where_the_components_look_for_them()
    {
        var manager = new ResourceManager(typeof(DesignWords).FullName!, Assembly.GetAssembly(typeof(DesignWords))!);

        var chinese = manager.GetResourceSet(new CultureInfo("zh-CN"), createIfNotExists: true, tryParents: true)!;

        Assert.Contains("pager.next", chinese.Cast<DictionaryEntry>().Select(e => (string)e.Key));
    }

    /// <summary>
    /// The words that stand between tags: what is left of a line of markup without its tags, expressions, attributes and statements.
    /// </summary>
    private static string[] TextOf(string markup)
    {
        var bare = Entity().Replace(Directive().Replace(Comment().Replace(markup, ""), ""), "");
        bare = Expression().Replace(Statement().Replace(bare, ""), "@");
        bare = Quoted().Replace(Tag().Replace(bare, "\u0001"), "");
        return [.. Node().Matches(bare).Select(m => m.Groups[1].Value.Replace("@", "", StringComparison.Ordinal).Trim(' ', '\n', '\r', '\t', '·', ',', ':', '/', '–'))
            .Where(text => Letters().IsMatch(text) && !Member().IsMatch(text) && !IsName(text))];
    }

    /// <summary>The words of this name (Words, Form.Words) from the nearest folder that has them, the component's own first.</summary>
    private static IEnumerable<string> Near(string file, string words)
    {
        for (var folder = Path.GetDirectoryName(file); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            if (Path.Combine(root, folder, words.Replace('.', Path.DirectorySeparatorChar) + ".resx") is var found && File.Exists(found)) return [found];
        }

        return [];
    }

    private static Dictionary<string, string> Read(string file) =>
        Entry().Matches(File.ReadAllText(Path.Combine(root, file))).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

    private static string Arguments(string text) =>
        string.Join(',', Placeholder().Matches(text).Select(m => m.Value[1]).Distinct().Order());

    private static bool IsName(string text) => NameOnly().IsMatch(text);

    private static bool IsSource(string file) => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));

    [GeneratedRegex("<data name=\"([^\"]+)\"[^>]*>\\s*<value>([^<]*)</value>")]
    private static partial Regex Entry();

    [GeneratedRegex("[\u3400-\u9fff]")]
    private static partial Regex Han();

    [GeneratedRegex("[A-Za-z]{2}")]
    private static partial Regex Letters();

    // Names and formats that read alike in both languages.
    [GeneratedRegex("^(English|JSON( Schema)?|CSV|XLSX|PDF|API|OpenAPI|MRA|SHA-256|CNAS|CMA|ILAC-MRA|[A-Z/&; -]+|(GB/T|NACE Rev\\.|ISO/IEC|ISO) [0-9.:-]+)$")]
    private static partial Regex NameOnly();

    [GeneratedRegex(@"^@(?:using|inject|page|attribute|inherits|implements|namespace|typeparam|layout)\b.*$", RegexOptions.Multiline)]
    private static partial Regex Directive();

    [GeneratedRegex(@"^\s*(?:case|default)\b.*:\s*$|(?:@|\belse )?\b(?:if|foreach|for|switch) \((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\)|\belse\b(?=\s*\{)", RegexOptions.Multiline)]
    private static partial Regex Statement();

    // @name, @name.Of(…)[…] and @(…), with brackets four deep and strings in them.
    [GeneratedRegex("""@(?:[A-Za-z_][\w.?!]*)?(?:[(\[](?:"[^"]*"|[^()\[\]"]|[(\[](?:"[^"]*"|[^()\[\]"]|[(\[](?:"[^"]*"|[^()\[\]"]|[(\[][^()\[\]]*[)\]])*[)\]])*[)\]])*[)\]](?:[!?]?\.[\w]+|!)*)*|@[A-Za-z_][\w.?!]*""")]
    private static partial Regex Expression();

    [GeneratedRegex("""<!?/?[A-Za-z](?:"[^"]*"|'[^']*'|[^>"'])*>""")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\$?""[^""\n]*""")]
    private static partial Regex Quoted();

    [GeneratedRegex("""(?:^|\u0001|[{}])([^\u0001{};=()"!]+)(?=$|\u0001|[{}])""")]
    private static partial Regex Node();

    [GeneratedRegex(@"\w\.\w")]
    private static partial Regex Member();

    [GeneratedRegex("&#?[a-z0-9]+;")]
    private static partial Regex Entity();

    [GeneratedRegex(@"\{\d[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\bL\[""([^""{}]+)""")]
    private static partial Regex Key();

    [GeneratedRegex(@"\bL\.Count\(""([^""{}]+)""")]
    private static partial Regex Plural();

    [GeneratedRegex(@"IStringLocalizer<([\w.]+)>")]
    private static partial Regex Localizer();

    [GeneratedRegex("@code \\{.*", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("\\b(?:aria-label|title|placeholder|alt|Title|Label|Help|Lead|Kicker)=\"([^@\"]*[A-Za-z]{2}[^@\"]*)\"")]
    private static partial Regex Attribute();
}
