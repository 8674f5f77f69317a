using Mono.Cecil;

namespace Marketplace.Tests.Architecture;

/// <summary>The rules of the shape of the code. Each gives back what breaks it, so that a planted violation can be shown to be found.</summary>
internal static class Rules
{
    public const int MostLines = 250;
    public const int MostInterfaces = 5;

    /// <summary>Assemblies that the product may know besides the framework.</summary>
    private static readonly string[] known = ["Ulid", "CsvHelper", "Microsoft.AspNetCore.OpenApi", "Microsoft.OpenApi"];

    private static readonly string[] framework =
        ["System", "Microsoft.AspNetCore", "Microsoft.Extensions", "Microsoft.Net.Http.Headers", "netstandard", "mscorlib"];

    public static IEnumerable<string> RoomsThatAreNotListed(IEnumerable<TypeUse> uses) =>
        uses.Select(use => RoomOf(use.FromNamespace)).OfType<string>().Distinct().Where(room => !Rooms.Exists(room));

    public static IEnumerable<TypeUse> LooksAcross(IEnumerable<TypeUse> uses) =>
        uses.Where(use => RoomOf(use.FromNamespace) is { } from && RoomOf(use.ToNamespace) is { } to
            && Rooms.Exists(from) && !Rooms.May(from, to));

    /// <summary>Uses of what lies below a room's top folder from anywhere outside that room. Of a shared room all folders are there to be used.</summary>
    public static IEnumerable<TypeUse> LooksInside(IEnumerable<TypeUse> uses) =>
        uses.Where(use => RoomOf(use.ToNamespace) is { } to && Rooms.Table.ContainsKey(to) && use.ToNamespace != $"Marketplace.{to}" && RoomOf(use.FromNamespace) != to);

    public static IEnumerable<string> VendorReferences(IEnumerable<string> assemblies) =>
        assemblies.Where(name => !known.Contains(name) && !framework.Any(f => name == f || name.StartsWith(f + ".", StringComparison.Ordinal)));

    /// <summary>Classes whose constructor asks for too many parts; collections are data and do not count.</summary>
    public static IEnumerable<string> GreedyConstructors(ModuleDefinition module) =>
        from type in module.GetTypes()
        from constructor in type.Methods.Where(m => m.IsConstructor && !m.IsStatic)
        let parts = constructor.Parameters.Count(p => IsPart(p.ParameterType))
        where parts > MostInterfaces
        select $"{type.FullName} asks for {parts} interfaces";

    public static IEnumerable<TypeUse> RawMarkup(IEnumerable<TypeUse> uses, params string[] allowed) =>
        uses.Where(use => use is { To: "MarkupString", ToNamespace: "Microsoft.AspNetCore.Components" } && !allowed.Contains(use.From));

    public static IEnumerable<string> LongFiles(IEnumerable<(string Path, int Lines)> files) =>
        files.Where(file => file.Lines > MostLines).Select(file => $"{file.Path} has {file.Lines} lines");

    private static bool IsPart(TypeReference type) =>
        !type.Namespace.StartsWith("System", StringComparison.Ordinal) && type.Name.Length > 1 && type.Name[0] == 'I' && char.IsUpper(type.Name[1]);

    /// <summary>Marketplace.Listings.Draft → Listings; null for what is no room of the product.</summary>
    private static string? RoomOf(string space) =>
        space.Split('.') is ["Marketplace", var room, ..] && room is not ("Web" or "Adapters") ? room : null;
}
