using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Marketplace.Adapters.Text;

/// <summary>Drops the fourth and every later occurrence of a term in a field, so that stuffing a text with a word does not pay.</summary>
internal sealed class RepetitionFilter : TokenFilter
{
    public const int Most = 3;
    private readonly ICharTermAttribute term;
    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> seenBySpan;

    public RepetitionFilter(TokenStream input) : base(input)
    {
        term = AddAttribute<ICharTermAttribute>();
        seenBySpan = seen.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public override bool IncrementToken()
    {
        while (m_input.IncrementToken())
        {
            var text = term.Buffer.AsSpan(0, term.Length);
            seenBySpan.TryGetValue(text, out var times);
            if (times == Most) continue;
            seenBySpan[text] = times + 1;
            return true;
        }
        return false;
    }

    public override void Reset()
    {
        base.Reset();
        seen.Clear();
    }
}
