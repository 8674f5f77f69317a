namespace Marketplace.Identity;

/// <summary>Who is acting in this request; anonymous until the sign-in of the request has said otherwise.</summary>
public sealed class CurrentActor
{
    public Actor Value { get; private set; } = Actor.Anonymous;

    public void Is(Actor actor) => Value = actor;
}
