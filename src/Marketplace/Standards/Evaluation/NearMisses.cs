using Marketplace.Vocabulary;

namespace Marketplace.Standards.Evaluation;

/// <summary>
/// Why evidence that was offered does not speak to a requirement: another edition, an equivalence that is only partial or uncertain,
/// another kind of evidence, a mark or a recognition that is missing.
/// </summary>
internal sealed class NearMisses(
    IReadOnlyList<string> standards, IReadOnlySet<string> permits, IReadOnlyDictionary<string, EquivalenceChain> accepted,
    IReadOnlySet<string> types, IReadOnlySet<string>? marks, bool mra, EquivalencePolicy policy, Catalogue catalogue, Wording wording)
{
    public Bilingual Explain(IReadOnlyList<Evidence> offered, DateOnly day)
    {
        var wanted = Wording.Any(standards.Select(wording.Name).Concat(permits.Select(p => catalogue.NameOf(null, p))));
        var kinds = Wording.Any(types.Select(Wording.EvidenceType));
        List<Bilingual> near = [.. offered.Select(e => (Evidence: e, Why: Why(e))).Where(n => n.Why is not null)
            .Select(n => (Of: wording.Certificate(n.Evidence, day), Why: n.Why!))
            .Select(n => new Bilingual($"{n.Of.Zh}不能作为证据，{n.Why.Zh}", $"{n.Of.En} is no evidence for it: {n.Why.En}"))];
        var none = new Bilingual($"没有提供针对{wanted.Zh}的证据（{kinds.Zh}）", $"no evidence ({kinds.En}) to {wanted.En} is offered");
        return near.Count == 0 ? none : Wording.Join([none, .. near]);
    }

    /// <summary>Null where the certificate has nothing to do with the requirement.</summary>
    private Bilingual? Why(Evidence evidence)
    {
        var named = evidence.Permit is { } permit ? permits.Contains(permit) : evidence.StandardId is { } id && accepted.ContainsKey(id);
        return named ? WhyNotThisKind(evidence) : evidence.StandardId is { } held ? WhyNotThisStandard(held) : null;
    }

    private Bilingual WhyNotThisKind(Evidence evidence) =>
        !types.Contains(evidence.EvidenceType)
            ? new($"证据种类不是{Wording.Any(types.Select(Wording.EvidenceType)).Zh}", $"it is not a {Wording.Any(types.Select(Wording.EvidenceType)).En}")
        : marks is not null && !evidence.Marks.Any(marks.Contains)
            ? new($"没有{string.Join("或", marks)}标志", $"it does not carry the mark {string.Join(" or ", marks)}")
        : mra
            ? new("发证机构未签署该类机构的互认协议", "its issuer has not signed the mutual recognition arrangement for this kind of body")
        : new("不满足其他条件", "it does not fulfil the other conditions");

    private Bilingual? WhyNotThisStandard(string held)
    {
        foreach (var standard in standards)
        {
            if (catalogue.Equivalences.Partial(standard).TryGetValue(held, out var partial))
                return new($"只是部分等效：{wording.Chain(partial).Zh}", $"it is equivalent only in part: {wording.Chain(partial).En}");
            if (policy == EquivalencePolicy.None && catalogue.Equivalences.Satisfying(standard).TryGetValue(held, out var chain))
                return new($"本条要求不接受等同标准：{wording.Chain(chain).Zh}", $"the requirement accepts no equivalent: {wording.Chain(chain).En}");
            if (catalogue.Equivalences.Doubtful(standard).TryGetValue(held, out var doubtful))
                return new($"采用关系存疑，不能据此认定：{wording.Chain(doubtful).Zh}", $"the equivalence is uncertain and satisfies nothing: {wording.Chain(doubtful).En}");
            if (OtherEdition(standard, held))
                return new($"是另一版本，要求的是{wording.Name(standard).Zh}", $"it names another edition than {wording.Name(standard).En}");
        }
        return null;
    }

    /// <summary>The same number in another edition, or an equivalent of such a one.</summary>
    private bool OtherEdition(string asked, string held)
    {
        if (catalogue.Document(asked) is not { } wanted) return false;
        return catalogue.Equivalences.Satisfying(held).Keys.Append(held)
            .Any(id => id != asked && catalogue.Document(id)?.Number == wanted.Number);
    }
}
