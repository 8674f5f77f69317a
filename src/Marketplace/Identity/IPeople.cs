namespace Marketplace.Identity;

/// <summary>The people a visitor may act as.</summary>
public interface IPeople
{
    /// <summary>Those worth offering in a list; <see cref="Find"/> may know more.</summary>
    ValueTask<IReadOnlyList<Person>> Offered(CancellationToken cancel = default);

    ValueTask<Person?> Find(string id, CancellationToken cancel = default);
}
