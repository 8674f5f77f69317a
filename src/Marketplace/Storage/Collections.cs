using System.Reflection;

namespace Marketplace.Storage;

/// <summary>The collections there are: one for every record of this assembly that says where it is <see cref="StoredAsAttribute">stored</see>.</summary>
public static class Collections
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(IStore).Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<StoredAsAttribute>()?.Collection)
            .OfType<string>().Distinct().Order(StringComparer.Ordinal),
    ];
}
