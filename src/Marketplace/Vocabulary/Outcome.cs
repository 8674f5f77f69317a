using System.Diagnostics.CodeAnalysis;

namespace Marketplace.Vocabulary;

/// <summary>Why an expected "no" was said. The API maps each kind to one HTTP status.</summary>
public enum RefusalKind
{
    /// <summary>The input does not hold (400, or 422 where it is well-formed but against a rule).</summary>
    Invalid,
    /// <summary>There is no such thing, or none that the asker may know of (404).</summary>
    NotFound,
    /// <summary>The asker says who they are by something that does not hold (401).</summary>
    Unidentified,
    /// <summary>The asker may see it but not do this (403).</summary>
    Forbidden,
    /// <summary>Somebody saved a newer version in the meantime (412).</summary>
    Stale,
    /// <summary>The thing is not in a state in which this can be done (409).</summary>
    Conflict,
    /// <summary>The rules of the specification forbid it (422).</summary>
    Unprocessable,
    /// <summary>A write must name the version it changes (428).</summary>
    VersionRequired,
    /// <summary>The body is not of a type that is read here (415).</summary>
    MediaType,
    /// <summary>The body is larger than is read here (413).</summary>
    TooLarge,
    /// <summary>The asker asks too often (429).</summary>
    TooMany,
}

/// <summary>One reason. <paramref name="Field"/> is a JSON path within the input (<c>answers.scope_items[2].parameter</c>) or null.</summary>
public sealed record Problem(string Code, Bilingual Message, string? Field = null);

/// <summary>An expected "no", fit to be shown to a reader.</summary>
public sealed record Refusal(RefusalKind Kind, IReadOnlyList<Problem> Problems)
{
    /// <summary>With <see cref="RefusalKind.Stale"/>: the version that stands now.</summary>
    public long? Current { get; init; }

    public Problem First => Problems[0];

    public static Refusal Because(RefusalKind kind, string code, string zh, string en, string? field = null) =>
        new(kind, [new Problem(code, new Bilingual(zh, en), field)]);

    public static Refusal NotFound() => Because(RefusalKind.NotFound, "not_found", "没有找到。", "There is no such thing here.");

    public static Refusal Forbidden() => Because(RefusalKind.Forbidden, "forbidden", "您无权进行此操作。", "You may not do this.");
}

/// <summary>A value or a refusal; exceptions are kept for bugs and broken parts.</summary>
public sealed class Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal) { this.value = value; Refusal = refusal; }

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Refusal is null;

    /// <summary>The value; throws where there is a refusal.</summary>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException(Refusal.First.Message.En);

    public bool Is([MaybeNullWhen(false)] out T it, [NotNullWhen(false)] out Refusal? refusal)
    {
        it = value;
        refusal = Refusal;
        return refusal is null;
    }

    public static implicit operator Outcome<T>(T value) => new(value, null);
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
