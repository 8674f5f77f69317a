using System.Collections.Concurrent;

namespace Marketplace.Standards;

/// <summary>What a requirement accepts in place of the standard it names.</summary>
public enum EquivalencePolicy { None, Idt, Mod }

/// <summary>
/// A way from the standard that is asked for to the one that a certificate names. Empty where they are the same.
/// With a MOD step it is partial, and satisfies only where the requirement says MOD.
/// </summary>
public sealed record EquivalenceChain(IReadOnlyList<EquivalenceStep> Steps)
{
    public static EquivalenceChain Same { get; } = new([]);

    /// <summary>The weakest degree on the way: MOD where any step is, else IDT.</summary>
    public string Degree => Steps.Any(s => s.Degree == "MOD") ? "MOD" : "IDT";

    public bool IsPartial => Degree == "MOD";

    /// <summary>A step of the chain is known from memory only, which a badge says.</summary>
    public bool FromMemory => Steps.Any(s => s.Confidence == "memory");
}

/// <summary>
/// Which standard or method stands for which. IDT is read both ways; MOD only from the document that adopts to its source;
/// NEQ never. An edge names editions, so it says nothing about others. At most two edges; an uncertain edge never satisfies.
/// </summary>
public sealed class Equivalences
{
    private const int Longest = 2;

    private readonly ILookup<string, EquivalenceStep> steps;
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, EquivalenceChain>> idt = new();
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, EquivalenceChain>> partial = new();
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, EquivalenceChain>> doubtful = new();

    public Equivalences(IReadOnlyCollection<NormativeDocument> documents)
    {
        steps = documents
            .SelectMany(d => d.Equivalences.SelectMany(e => Steps(d.Id, e)))
            .OrderBy(s => s.To, StringComparer.Ordinal)
            .ToLookup(s => s.From);
    }

    /// <summary>The shortest accepted chain from the standard asked for to the one held, or null. IDT chains go before MOD ones.</summary>
    public EquivalenceChain? Chain(string asked, string held, EquivalencePolicy allow) =>
        asked == held ? EquivalenceChain.Same
        : allow == EquivalencePolicy.None ? null
        : Satisfying(asked).GetValueOrDefault(held)
          ?? (allow == EquivalencePolicy.Mod ? Partial(asked).GetValueOrDefault(held) : null);

    /// <summary>All documents that stand in full for the one asked for, through IDT edges, each with its chain; the document itself is not among them.</summary>
    public IReadOnlyDictionary<string, EquivalenceChain> Satisfying(string asked) =>
        idt.GetOrAdd(asked, id => Reach(id, s => s is { Degree: "IDT" } && !IsUncertain(s)));

    /// <summary>Documents that stand for it in part only: reached by a chain with a MOD edge, and by no IDT chain.</summary>
    public IReadOnlyDictionary<string, EquivalenceChain> Partial(string asked) =>
        partial.GetOrAdd(asked, id => Without(Reach(id, s => !IsUncertain(s)), Satisfying(id)));

    /// <summary>Documents reached only over an edge that is uncertain: they satisfy nothing, and a reason can say so.</summary>
    public IReadOnlyDictionary<string, EquivalenceChain> Doubtful(string asked) =>
        doubtful.GetOrAdd(asked, id => Without(Without(Reach(id, _ => true), Satisfying(id)), Partial(id)));

    private static Dictionary<string, EquivalenceChain> Without(
        IReadOnlyDictionary<string, EquivalenceChain> chains, IReadOnlyDictionary<string, EquivalenceChain> others) =>
        chains.Where(c => !others.ContainsKey(c.Key)).ToDictionary(c => c.Key, c => c.Value);

    private static bool IsUncertain(EquivalenceStep step) => step.Confidence == "uncertain";

    /// <summary>An edge as it may be walked from what is asked to what is held.</summary>
    private static IEnumerable<EquivalenceStep> Steps(string document, StatedEquivalence stated)
    {
        if (stated.Degree is not ("IDT" or "MOD")) yield break;
        var confidence = stated.Confidence.ToString().ToLowerInvariant();
        yield return new EquivalenceStep(stated.To, document, stated.Degree, confidence);
        if (stated.Degree == "IDT") yield return new EquivalenceStep(document, stated.To, stated.Degree, confidence);
    }

    private Dictionary<string, EquivalenceChain> Reach(string asked, Func<EquivalenceStep, bool> mayWalk)
    {
        var reached = new Dictionary<string, EquivalenceChain>();
        var ends = new List<EquivalenceChain> { EquivalenceChain.Same };
        for (var length = 1; length <= Longest; length++)
        {
            ends = [.. ends
                .SelectMany(c => steps[c.Steps.Count == 0 ? asked : c.Steps[^1].To].Where(mayWalk).Select(s => new EquivalenceChain([.. c.Steps, s])))
                .OrderBy(c => c.Steps.Count(s => s.Degree == "MOD"))];
            foreach (var chain in ends)
                if (chain.Steps[^1].To != asked) reached.TryAdd(chain.Steps[^1].To, chain);
        }
        return reached;
    }
}
