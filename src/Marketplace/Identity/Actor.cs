using Marketplace.Vocabulary;

namespace Marketplace.Identity;

public enum Role { Buyer, Provider, Procurement, Operator }

/// <summary>A person who may act. <paramref name="Provider"/> is the firm for which a provider's editor acts.</summary>
public sealed record Person(string Id, Bilingual Name, Role Role, ProviderId? Provider, Bilingual? Organisation);

/// <summary>Who is acting in this request. Use cases take it as an argument and decide on it; pages never do.</summary>
public sealed record Actor(Person? Person)
{
    public static Actor Anonymous { get; } = new((Person?)null);

    /// <summary>The marketplace itself: demo data, background work.</summary>
    public static Actor System { get; } = new(new Person("system", Bilingual.Same("system"), Role.Operator, null, null));

    public string Id => Person?.Id ?? "anonymous";

    public bool IsOperator => Person?.Role == Role.Operator;

    /// <summary>A provider's editor edits its own firm; an operator any.</summary>
    public bool MayEdit(ProviderId provider) => IsOperator || (Person is { Role: Role.Provider } p && p.Provider == provider);
}
