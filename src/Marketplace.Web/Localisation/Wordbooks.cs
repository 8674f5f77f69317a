using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Resources;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Localisation;

/// <summary>
/// The words of each room, read once for each language. The framework's own reader walks the cultures' parents at every word, and makes
/// loggers for every component; a page has hundreds of words.
/// </summary>
internal sealed class Wordbooks : IStringLocalizerFactory
{
    private readonly ConcurrentDictionary<Type, Wordbook> books = new();

    public IStringLocalizer Create(Type resourceSource) => books.GetOrAdd(resourceSource, type => new Wordbook(new ResourceManager(type)));

    public IStringLocalizer Create(string baseName, string location) => throw new NotSupportedException("Words are named by their type.");
}

internal sealed class Wordbook(ResourceManager resources) : IStringLocalizer
{
    private readonly ConcurrentDictionary<string, FrozenDictionary<string, LocalizedString>> languages = new(StringComparer.Ordinal);

    public LocalizedString this[string name] =>
        Words(CultureInfo.CurrentUICulture).TryGetValue(name, out var word) ? word : new LocalizedString(name, name, resourceNotFound: true);

    public LocalizedString this[string name, params object[] arguments]
    {
        get
        {
            var word = this[name];
            return new LocalizedString(name, string.Format(CultureInfo.CurrentCulture, word.Value, arguments), word.ResourceNotFound);
        }
    }

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => Words(CultureInfo.CurrentUICulture).Values;

    private FrozenDictionary<string, LocalizedString> Words(CultureInfo language) =>
        languages.TryGetValue(language.Name, out var words) ? words : languages.GetOrAdd(language.Name, Read(language));

    /// <summary>A word is had from the closest of the language and its parents that has it.</summary>
    private FrozenDictionary<string, LocalizedString> Read(CultureInfo language)
    {
        var words = new Dictionary<string, LocalizedString>(StringComparer.Ordinal);
        for (var at = language; ; at = at.Parent)
        {
            foreach (DictionaryEntry entry in resources.GetResourceSet(at, createIfNotExists: true, tryParents: false) as IEnumerable ?? Array.Empty<object>())
                if (entry is { Key: string name, Value: string text }) words.TryAdd(name, new LocalizedString(name, text));
            if (at.Equals(CultureInfo.InvariantCulture)) return words.ToFrozenDictionary(StringComparer.Ordinal);
        }
    }
}
