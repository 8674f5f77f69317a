using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Cjk;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Util;

namespace Marketplace.Adapters.Text;

/// <summary>
/// The one analysis chain, for both languages, for what is indexed and what is asked: standard tokenizer, width folding, lower case,
/// English stop words and stemming, CJK bigrams (a run of one character stays a unigram). Repetition beyond three counts for nothing.
/// </summary>
internal sealed class MarketAnalyzer : Analyzer
{
    public const LuceneVersion Version = LuceneVersion.LUCENE_48;

    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
    {
        var tokens = new StandardTokenizer(Version, reader);
        TokenStream chain = new CJKWidthFilter(tokens);
        chain = new LowerCaseFilter(Version, chain);
        chain = new StopFilter(Version, chain, StopAnalyzer.ENGLISH_STOP_WORDS_SET);
        chain = new PorterStemFilter(chain);
        chain = new CJKBigramFilter(chain);
        return new TokenStreamComponents(tokens, new RepetitionFilter(chain));
    }
}
