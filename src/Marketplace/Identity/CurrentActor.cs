namespace Marketplace.Identity;

/// <summary>Who is acting in this request; anonymous until the sign-in of the request has said otherwise.</summary>
public sealed class CurrentActor
{
    public Actor Value { get; private set; } = Actor.Anonymous;

    internal void Is(Person person) => Value = new Actor(person);
}
