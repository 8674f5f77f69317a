namespace Marketplace.Identity.Server.Keys;

/// <summary>
/// When a key is made, used and forgotten. A new one is published some days before it signs, so that whoever keeps a copy of the published keys
/// has it by then; an old one stays published until nothing signed or encrypted by it is valid any more.
/// </summary>
internal static class KeySchedule
{
    public static readonly TimeSpan UsedFor = TimeSpan.FromDays(90);
    public static readonly TimeSpan PublishedBefore = TimeSpan.FromDays(3);
    public static readonly TimeSpan KeptAfter = TimeSpan.FromDays(14);

    /// <summary>Whether the newest key is old enough to have a successor made.</summary>
    public static bool WantsNew(IEnumerable<StoredKey> ofOneUse, DateTimeOffset now) =>
        !ofOneUse.Any(key => now < key.CreatedAt + UsedFor - PublishedBefore);

    /// <summary>Those still valid, the one to use first: the newest that has been published long enough, or the oldest where none has.</summary>
    public static IReadOnlyList<StoredKey> InOrder(IEnumerable<StoredKey> ofOneUse, DateTimeOffset now)
    {
        var valid = ofOneUse.Where(key => !IsForgotten(key, now)).OrderByDescending(key => key.CreatedAt).ToList();
        var first = valid.FirstOrDefault(key => key.CreatedAt + PublishedBefore <= now) ?? valid.LastOrDefault();
        return first is null ? [] : [first, .. valid.Where(key => key != first)];
    }

    public static bool IsForgotten(StoredKey key, DateTimeOffset now) => key.CreatedAt + UsedFor + KeptAfter <= now;
}
