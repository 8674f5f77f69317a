namespace Marketplace.Identity;

/// <summary>Knows people by their id; several may, each a part of them. Whom nobody knows is shown by id.</summary>
public interface IKnowPeople
{
    ValueTask<Person?> Find(string id, CancellationToken cancel = default);
}

public static class People
{
    /// <summary>Whoever of them knows the person.</summary>
    public static async ValueTask<Person?> Find(this IEnumerable<IKnowPeople> all, string id, CancellationToken cancel = default)
    {
        foreach (var some in all)
            if (await some.Find(id, cancel) is { } known) return known;
        return null;
    }
}
