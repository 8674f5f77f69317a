namespace Marketplace.Tests.Architecture;

/// <summary>Which room may look into which. A new room is a new row here, and that is where its place in the order is decided.</summary>
internal static class Rooms
{
    /// <summary>Rooms that everybody may use, and what they themselves may.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Shared = new Dictionary<string, string[]>
    {
        ["Vocabulary"] = [],
        ["Storage"] = ["Vocabulary"],
        ["Identity"] = ["Vocabulary", "Storage", "DesignSystem", "Api", "Notices"],
        ["Api"] = ["Vocabulary", "Storage", "Identity"],
        ["DesignSystem"] = ["Vocabulary"],
        ["Notices"] = ["Vocabulary"],
        ["Files"] = ["Vocabulary"],
    };

    public static readonly IReadOnlyDictionary<string, string[]> Table = new Dictionary<string, string[]>
    {
        ["Standards"] = [],
        ["Record"] = [],
        ["Accreditation"] = ["Standards"],
        ["Providers"] = ["Standards", "Accreditation"],
        ["Listings"] = ["Standards", "Accreditation", "Providers"],
        ["Discovery"] = ["Standards", "Accreditation", "Providers", "Listings"],
        ["Payments"] = [],
        ["Orders"] = ["Standards", "Accreditation", "Providers", "Listings", "Discovery", "Payments", "Record"],
        ["Disputes"] = ["Standards", "Accreditation", "Listings", "Payments", "Orders"],
        ["Reports"] = ["Accreditation", "Providers", "Listings"],
        ["Inbox"] = ["Standards", "Accreditation", "Providers", "Orders", "Disputes", "Payments"],
        ["Demo"] = ["Standards", "Accreditation", "Providers", "Listings", "Discovery", "Orders"],
    };

    public static bool Exists(string room) => Shared.ContainsKey(room) || Table.ContainsKey(room);

    public static bool May(string room, string lookInto) =>
        room == lookInto
        || (Shared.TryGetValue(room, out var shared) ? shared.Contains(lookInto) : Shared.ContainsKey(lookInto) || Table[room].Contains(lookInto));
}
