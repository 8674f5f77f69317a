using System.Text.Json;
using Marketplace.Accreditation;
using Marketplace.Identity;
using Marketplace.Providers;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Listings.Draft;

/// <summary>
/// Decides whether content may be saved: certificates and sites are the provider's own, and what is answered fits its question.
/// A draft may be incomplete, never ill-typed.
/// </summary>
internal sealed class ContentRules(Catalogue catalogue, ICertificates certificates, MarketClock clock)
{
    private const int MostCertificates = 100;

    public static ListingContent Blank(Provider provider, Specification specification) =>
        new(specification.Class.Code, specification.Edition, Follow(specification, Answers.Empty), [], [.. provider.Sites.Select(site => site.Id)]);

    public async Task<Outcome<ListingContent>> Apply(
        Actor actor, Provider provider, ListingContent content, ContentChange change, CancellationToken cancel)
    {
        var specification = catalogue.Specification(content.Class, content.Edition)!;
        List<Problem> problems =
        [
            .. FixedProblems(provider, content, change),
            .. CertificateProblems(provider, change, await Own(change, cancel)),
            .. SiteProblems(provider, change),
        ];
        if (change.Answers is { } answers)
        {
            answers = Follow(specification, answers);
            var asked = change.Only is { } only ? Only(answers, only) : answers;
            problems.AddRange(Problems(specification, asked));
            if (problems.Count == 0) content = content with { Answers = Merge(actor, specification, content.Answers, answers, change.Only) };
        }
        return problems.Count > 0
            ? new Refusal(RefusalKind.Invalid, problems)
            : content with { Certificates = change.Certificates ?? content.Certificates, Sites = Sites(provider, change.Sites) ?? content.Sites };
    }

    /// <summary>To name no site is to name all.</summary>
    private static IReadOnlyList<string>? Sites(Provider provider, IReadOnlyList<string>? asked) =>
        asked is [] ? [.. provider.Sites.Select(site => site.Id)] : asked;

    /// <summary>The answers as they stand, checked once more: a date that had to lie ahead may have passed.</summary>
    public IReadOnlyList<Problem> Check(ListingContent content) =>
        Problems(catalogue.Specification(content.Class, content.Edition)!, content.Answers);

    private IReadOnlyList<Problem> Problems(Specification specification, Answers answers) =>
        [.. AnswerCheck.Check(specification, answers, clock.Today).Select(problem => problem with { Field = $"answers.{problem.Field}" })];

    /// <summary>The class is stated once; its answer follows it.</summary>
    private static Answers Follow(Specification specification, Answers answers) =>
        answers.With("class_code", JsonSerializer.SerializeToElement(specification.Class.Code));

    private static Answers Only(Answers answers, IReadOnlyCollection<string> keys) =>
        new(answers.Values.Where(pair => keys.Contains(pair.Key)).ToDictionary());

    /// <summary>Columns that an operator sets keep, from a provider's hand, what stood there.</summary>
    private static Answers Merge(Actor actor, Specification specification, Answers before, Answers given, IReadOnlyCollection<string>? only)
    {
        var merged = only is null ? given : before;
        foreach (var key in only ?? []) merged = merged.With(key, given[key]);
        return AnswerCheck.Normalise(specification, Follow(specification, merged), actor.IsOperator ? merged : before);
    }

    private static IEnumerable<Problem> FixedProblems(Provider provider, ListingContent content, ContentChange change)
    {
        if (change.Provider is { } other && other != provider.Id)
            yield return new Problem("fixed", new Bilingual("服务方建立后不能更改。", "The provider of a listing cannot be changed."), "provider");
        if (change.Class is { } code && code != content.Class)
            yield return new Problem("fixed", new Bilingual("服务类别建立后不能更改。", "The class of a listing cannot be changed."), "class");
    }

    private async Task<IReadOnlyList<Certificate>> Own(ContentChange change, CancellationToken cancel) =>
        change.Certificates is { Count: > 0 and <= MostCertificates } ids
            ? [.. (await certificates.Find([.. ids.Distinct()], cancel)).Select(it => it.Value)] : [];

    private static IEnumerable<Problem> CertificateProblems(Provider provider, ContentChange change, IReadOnlyList<Certificate> found)
    {
        var ids = change.Certificates ?? [];
        if (ids.Count > MostCertificates)
        {
            yield return new Problem("too_many", new Bilingual($"最多 {MostCertificates} 份证书。", $"At most {MostCertificates} certificates."), "certificates");
            yield break;
        }
        for (var i = 0; i < ids.Count; i++)
        {
            if (ids.Take(i).Contains(ids[i]))
                yield return new Problem("repeated", new Bilingual("同一份证书列了两次。", "The certificate is named twice."), $"certificates[{i}]");
            else if (!found.Any(it => it.Id == ids[i] && it.Provider == provider.Id))
                yield return new Problem("unknown_certificate", new Bilingual("服务方没有这份证书。", "The provider has no such certificate."), $"certificates[{i}]");
        }
    }

    private static IEnumerable<Problem> SiteProblems(Provider provider, ContentChange change)
    {
        var ids = change.Sites ?? [];
        for (var i = 0; i < ids.Count; i++)
        {
            if (ids.Take(i).Contains(ids[i]))
                yield return new Problem("repeated", new Bilingual("同一场所列了两次。", "The site is named twice."), $"sites[{i}]");
            else if (!provider.Sites.Any(site => site.Id == ids[i]))
                yield return new Problem("unknown_site", new Bilingual("服务方没有这个场所。", "The provider has no such site."), $"sites[{i}]");
        }
    }
}
