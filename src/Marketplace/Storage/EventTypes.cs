using System.Collections.Frozen;
using System.Text.Json;
using Marketplace.Vocabulary;

namespace Marketplace.Storage;

/// <summary>
/// The closed list of events that a log may hold, by the name of their type: exactly the <see cref="MarketEvent"/> records of this assembly.
/// A log never names a type of the runtime, so what was stored cannot choose what is created.
/// </summary>
public static class EventTypes
{
    private static readonly FrozenDictionary<string, Type> byName = typeof(MarketEvent).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(MarketEvent)) && !type.IsAbstract)
        .ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Names => byName.Keys;

    public static string Name(MarketEvent @event)
    {
        var type = @event.GetType();
        return byName.GetValueOrDefault(type.Name) == type
            ? type.Name
            : throw new ArgumentException($"{type.FullName} is not an event of the marketplace, so it could not be read back.", nameof(@event));
    }

    public static string Write(MarketEvent @event) => JsonSerializer.Serialize(@event, @event.GetType(), MarketJson.Options);

    public static MarketEvent Read(string name, string json, long position)
    {
        if (!byName.TryGetValue(name, out var type))
            throw new InvalidDataException(
                $"The log holds an event of the unknown kind '{name}' at position {position}; it was written by another version of this program.");
        return (MarketEvent)JsonSerializer.Deserialize(json, type, MarketJson.Options)!;
    }
}
