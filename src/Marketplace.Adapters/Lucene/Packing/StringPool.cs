namespace Marketplace.Adapters.Lucene.Packing;

/// <summary>
/// Numbers for strings that many documents share. Only the writer adds; readers look up numbers they got from a published snapshot.
/// It grows until the index is opened or rebuilt.
/// </summary>
internal sealed class StringPool
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private string[] strings = new string[1024];

    public string this[int number] => Volatile.Read(ref strings)[number];

    public int Add(string text)
    {
        if (numbers.TryGetValue(text, out var known)) return known;
        var number = numbers.Count;
        if (number == strings.Length)
        {
            var larger = new string[number * 2];
            Array.Copy(strings, larger, number);
            Volatile.Write(ref strings, larger);
        }
        strings[number] = text;
        numbers.Add(text, number);
        return number;
    }
}
