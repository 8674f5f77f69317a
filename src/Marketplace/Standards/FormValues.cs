namespace Marketplace.Standards;

/// <summary>What stands in the fields of a form, by field name, exactly as typed, so that a form shown again has lost nothing.</summary>
public sealed class FormValues(IReadOnlyDictionary<string, string[]> values)
{
    public static FormValues Empty { get; } = new(new Dictionary<string, string[]>());

    public string? this[string name] => values.TryGetValue(name, out var all) && all.Length > 0 ? all[0] : null;

    public IReadOnlyList<string> All(string name) => values.TryGetValue(name, out var all) ? all : [];

    public IEnumerable<string> Names => values.Keys;

    internal FormValues With(IEnumerable<KeyValuePair<string, string[]>> changes)
    {
        var copy = new Dictionary<string, string[]>(values);
        foreach (var (name, all) in changes) copy[name] = all;
        return new FormValues(copy);
    }

    internal FormValues Without(Func<string, bool> name) =>
        new(values.Where(pair => !name(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value));
}
