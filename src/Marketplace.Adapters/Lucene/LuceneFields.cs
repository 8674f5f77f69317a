using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Marketplace.Adapters.Lucene.Packing;
using Marketplace.Adapters.Text;
using Marketplace.Discovery;

namespace Marketplace.Adapters.Lucene;

/// <summary>
/// What Lucene is given of a document: the analysed texts, the words to correct misspellings by, the slot in the columns,
/// and the packed document to fill memory from at the next start. One for each writer; its document is reused.
/// </summary>
internal sealed class LuceneFields
{
    public const string Id = "id";
    public const string Slot = "slot";
    public const string Pack = "pack";
    public const string Word = "word";

    private static readonly FieldType Analysed = Frozen(new FieldType { IsIndexed = true, IsTokenized = true, IndexOptions = IndexOptions.DOCS_AND_FREQS });
    private static readonly FieldType Exact = Frozen(new FieldType { IsIndexed = true, IsTokenized = false, OmitNorms = true, IndexOptions = IndexOptions.DOCS_ONLY });

    private readonly PackWriter pack = new(null);
    private readonly Field id = new(Id, "", Exact);
    private readonly NumericDocValuesField slotField = new(Slot, 0);
    private readonly Field[] texts = [.. SearchText.Fields.Select(field => new Field(field.Name, "", Analysed))];

    public static Term TermOf(string id) => new(Id, id);

    public Document Of(SearchDocument document, int slot)
    {
        id.SetStringValue(document.Id.Value);
        slotField.SetInt64Value(slot);
        pack.Clear();
        DocumentPack.Write(pack, document, withClaims: true);
        var fields = new Document { id, slotField, new StoredField(Pack, new BytesRef(pack.ToArray())) };
        for (var i = 0; i < texts.Length; i++)
        {
            var text = SearchText.Fields[i].Text(document);
            if (text.Length == 0) continue;
            texts[i].SetStringValue(text);
            fields.Add(texts[i]);
        }
        foreach (var word in SearchText.Words(document)) fields.Add(new Field(Word, word, Exact));
        return fields;
    }

    private static FieldType Frozen(FieldType type)
    {
        type.Freeze();
        return type;
    }
}
