using System.Numerics;
using Lucene.Net.Search.Similarities;

namespace Marketplace.Adapters.Text;

/// <summary>
/// BM25 with the lengths of fields kept as later versions of Lucene keep them, and Elasticsearch with them: exact up to 24 terms and to four
/// significant bits beyond. As it comes, Lucene 4.8 takes 8, 9 and 10 terms for the same, and the two would rank titles differently.
/// </summary>
internal sealed class MarketSimilarity : BM25Similarity
{
    private const int Exact = 24;

    private static readonly int[] lengths = [.. Enumerable.Range(0, 256).Select(code => code < Exact ? code : Exact + Long(code - Exact))];

    public static int Length(byte code) => lengths[code];

    protected override byte EncodeNormValue(float boost, int fieldLength) => Encode(fieldLength);

    protected override float DecodeNormValue(byte b) => Length(b);

    private static byte Encode(int length) => (byte)(length < Exact ? length : Exact + Short(length - Exact));

    /// <summary>A number as its four highest bits, of which the first goes without saying, and how far they are shifted.</summary>
    private static int Short(int number)
    {
        var bits = 32 - BitOperations.LeadingZeroCount((uint)number);
        if (bits < 4) return number;
        var shift = bits - 4;
        return ((number >>> shift) & 7) | (shift + 1 << 3);
    }

    private static int Long(int code)
    {
        var (bits, shift) = (code & 7, (code >>> 3) - 1);
        return shift == -1 ? bits : (bits | 8) << shift;
    }
}
