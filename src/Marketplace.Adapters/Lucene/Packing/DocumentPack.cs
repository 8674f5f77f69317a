using Marketplace.Discovery;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Lucene.Packing;

/// <summary>
/// A search document in a few hundred bytes: on disk by itself, in memory with its words in a pool and its claims beside it,
/// where all listings that rest on one certificate share them.
/// </summary>
internal static class DocumentPack
{
    /// <summary>Grows when the layout changes; an index of another format is thrown away and filled anew.</summary>
    public const int Format = 3;

    public static void Write(PackWriter pack, SearchDocument document, bool withClaims)
    {
        pack.Section(() => pack.List(document.Spans, span =>
        {
            pack.Day(span.From);
            pack.Day(span.Until);
            pack.Number((int)span.Verdict);
            pack.Number((int)span.Basis);
        }));
        pack.Section(() => pack.List(document.Covered, row => Write(pack, row)));
        pack.Section(() => pack.List([.. document.Terms], term =>
        {
            pack.Word(term.Key);
            pack.List(term.Value, pack.Word);
        }));
        pack.Section(() => pack.List(document.Keywords, pack.Word));
        pack.Section(() => pack.List(document.ScopeWords, pack.Word));
        pack.Number(document.Position);
        pack.Number(document.ListingVersion);
        pack.Text(document.Title.Zh);
        pack.Text(document.Title.En);
        pack.Text(document.Summary.Zh);
        pack.Text(document.Summary.En);
        pack.Word(document.Provider.Value);
        pack.Word(document.ProviderName.Zh);
        pack.Word(document.ProviderName.En);
        pack.Word(document.Region);
        pack.Word(document.Class);
        pack.Number(document.Edition);
        Write(pack, document.Price);
        pack.Number(document.Days ?? -1);
        pack.Day(document.ListedUntil);
        pack.Instant(document.PublishedAt);
        pack.Instant(document.UpdatedAt);
        if (!withClaims) return;
        pack.Text(document.Id.Value);
        pack.List(document.Claims, claim => Write(pack, claim));
    }

    /// <summary>The document of a pack written with its claims.</summary>
    public static SearchDocument Read(byte[] pack) => Read(pack, null, null, null);

    /// <summary>The document of a pack written without; <paramref name="id"/> and <paramref name="claims"/> are kept beside it.</summary>
    public static SearchDocument Read(byte[] pack, StringPool? pool, string? id, IReadOnlyList<ClaimRow>? claims)
    {
        var reader = new PackReader(pack, pool);
        var (spans, covered, terms) = (reader.StepOver(), reader.StepOver(), reader.StepOver());
        var (keywords, scopeWords) = (reader.StepOver(), reader.StepOver());
        var document = new SearchDocument
        {
            Id = new ListingId(id ?? ""),
            Claims = claims ?? [],
            Spans = new PackedList<VerdictSpan>(pack, pool, spans, ReadSpan),
            Covered = new PackedList<CoveredRow>(pack, pool, covered, ReadCovered),
            Terms = new PackedTerms(pack, pool, terms),
            Keywords = new PackedList<string>(pack, pool, keywords, ReadWord),
            ScopeWords = new PackedList<string>(pack, pool, scopeWords, ReadWord),
            Position = reader.Number(),
            ListingVersion = reader.Number(),
            Title = new Bilingual(reader.Text(), reader.Text()),
            Summary = new Bilingual(reader.Text(), reader.Text()),
            Provider = new ProviderId(reader.Word()!),
            ProviderName = new Bilingual(reader.Word(), reader.Word()),
            Region = reader.Word()!,
            Class = reader.Word()!,
            Edition = (int)reader.Number(),
            Price = ReadPrice(ref reader),
            Days = (int)reader.Number() is var days and >= 0 ? days : null,
            ListedUntil = reader.Day(),
            PublishedAt = reader.Instant(),
            UpdatedAt = reader.Instant(),
        };
        if (claims is not null) return document;
        return document with { Id = new ListingId(reader.Text()!), Claims = PackedList<ClaimRow>.Unpack(pack, pool, reader.At, ReadClaim) };
    }

    /// <summary>The verdict of the day, without unpacking the rest.</summary>
    public static VerdictSpan? SpanOn(DateOnly day, byte[] pack)
    {
        var reader = new PackReader(pack, null, sizeof(int));
        for (var rest = reader.Number(); rest > 0; rest--)
        {
            var span = ReadSpan(ref reader);
            if (span.From <= day && (span.Until is null || span.Until >= day)) return span;
        }
        return null;
    }

    /// <summary>The covered rows, without unpacking the rest.</summary>
    public static CoveredRow[] Covered(byte[] pack, StringPool pool)
    {
        var reader = new PackReader(pack, pool);
        reader.StepOver();
        return PackedList<CoveredRow>.Unpack(pack, pool, reader.StepOver(), ReadCovered);
    }

    private static void Write(PackWriter pack, CoveredRow row)
    {
        pack.Word(row.Method);
        pack.Word(row.Edition);
        pack.Word(row.LineEdition);
        pack.Word(row.Parameter);
        pack.Word(row.Object);
        pack.Number(row.Flexible ? 1 : 0);
        pack.Day(row.ActiveFrom);
        pack.Day(row.ActiveUntil);
    }

    private static void Write(PackWriter pack, ListedPrice? price)
    {
        pack.Number(price is null ? 0 : 1);
        if (price is null) return;
        pack.Word(price.Model);
        pack.Word(price.Form);
        pack.Number(price.Min is null ? 0 : 1);
        pack.Number(price.Min ?? 0);
        pack.Number(price.Max is null ? 0 : 1);
        pack.Number(price.Max ?? 0);
        pack.Word(price.Currency);
        pack.Word(price.Unit);
    }

    private static void Write(PackWriter pack, ClaimRow claim)
    {
        pack.Text(claim.Certificate);
        pack.Text(claim.Number);
        pack.Text(claim.StandardId);
        pack.Text(claim.Permit);
        pack.Text(claim.EvidenceType);
        pack.List(claim.Marks, pack.Text);
        pack.Text(claim.Accreditor);
        pack.Number((int)claim.Verification);
        pack.Day(claim.CheckedOn);
        pack.Day(claim.ActiveFrom);
        pack.Day(claim.ActiveUntil);
        pack.Number((int)claim.StatusAfter);
    }

    private static VerdictSpan ReadSpan(ref PackReader reader) =>
        new(reader.Day()!.Value, reader.Day(), (Verdict)reader.Number(), (Basis)reader.Number());

    private static CoveredRow ReadCovered(ref PackReader reader) => new(
        reader.Word()!, reader.Word(), reader.Word(), reader.Word()!, reader.Word()!, reader.Number() == 1, reader.Day()!.Value, reader.Day());

    private static string ReadWord(ref PackReader reader) => reader.Word()!;

    private static string ReadText(ref PackReader reader) => reader.Text()!;

    private static ListedPrice? ReadPrice(ref PackReader reader)
    {
        if (reader.Number() == 0) return null;
        return new ListedPrice(reader.Word()!, reader.Word()!, ReadAmount(ref reader), ReadAmount(ref reader), reader.Word(), reader.Word());
    }

    private static long? ReadAmount(ref PackReader reader)
    {
        var given = reader.Number() == 1;
        var amount = reader.Number();
        return given ? amount : null;
    }

    private static ClaimRow ReadClaim(ref PackReader reader) => new(
        reader.Text(), reader.Text(), reader.Text(), reader.Text(), reader.Text()!, ReadMarks(ref reader), reader.Text(),
        (Verification)reader.Number(), reader.Day(), reader.Day()!.Value, reader.Day(), (EvidenceStatus)reader.Number());

    private static string[] ReadMarks(ref PackReader reader)
    {
        var marks = new string[reader.Number()];
        for (var i = 0; i < marks.Length; i++) marks[i] = ReadText(ref reader);
        return marks;
    }
}
