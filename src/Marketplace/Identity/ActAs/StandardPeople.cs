using Marketplace.Vocabulary;

namespace Marketplace.Identity.ActAs;

/// <summary>
/// One person for each role, and for every provider an editor <c>editor-prv_…</c>, so that any firm's side can be tried.
/// </summary>
internal sealed class StandardPeople(IProviderNames? providers = null) : IKnowPeople
{
    private const int EditorsOffered = 8;
    private const string EditorPrefix = "editor-";
    private static readonly Bilingual arbiters = new("准绳争议裁决组（DEMO）", "Plumbline arbiters (DEMO)");

    private static readonly DemoPerson[] withoutFirm =
    [
        new("buyer", new Bilingual("王敏", "Wang Min"), DemoRole.Buyer,
            new Bilingual("苏州精微零部件（DEMO）有限公司", "Suzhou Jingwei Components DEMO Co., Ltd.")),
        new("procurement", new Bilingual("赵立衡", "Zhao Liheng"), DemoRole.Procurement,
            new Bilingual("滨江市政府采购中心（DEMO）", "Binjiang Government Procurement Centre (DEMO)")),
        new("operator", new Bilingual("周文清", "Zhou Wenqing"), DemoRole.Operator,
            new Bilingual("准绳平台运营组（DEMO）", "Plumbline operations (DEMO)")),
        new("auditor", new Bilingual("沈知止", "Shen Zhizhi"), DemoRole.Auditor,
            new Bilingual("衡平审计事务所（DEMO）", "Hengping Auditors (DEMO)")),
        new("arbiter", new Bilingual("陆明谦", "Lu Mingqian"), DemoRole.Arbiter, arbiters),
    ];

    /// <summary>Who is needed where two must say the same; not offered, and known all the same.</summary>
    private static readonly DemoPerson[] seconds =
    [
        new("arbiter-2", new Bilingual("顾知衡", "Gu Zhiheng"), DemoRole.Arbiter, arbiters), new("operator-2", new Bilingual("许晏清", "Xu Yanqing"), DemoRole.Operator, new Bilingual("准绳平台运营二组（DEMO）", "Plumbline operations, second desk (DEMO)")),
    ];

    /// <summary>Those worth offering in a list; <see cref="Demo"/> knows more.</summary>
    public async ValueTask<IReadOnlyList<DemoPerson>> Offered(CancellationToken cancel = default) =>
        [.. withoutFirm, .. (providers is null ? [] : await providers.First(EditorsOffered, cancel)).Select(EditorOf)];

    public async ValueTask<DemoPerson?> Demo(string id, CancellationToken cancel = default)
    {
        if (withoutFirm.Concat(seconds).FirstOrDefault(p => p.Id == id) is { } person) return person;
        return id.StartsWith(EditorPrefix, StringComparison.Ordinal)
            && Ids.TryParse<ProviderId>(id[EditorPrefix.Length..], out var provider)
            && providers is not null && await providers.Find(provider, cancel) is { } found
            ? EditorOf(found) : null;
    }

    public async ValueTask<Person?> Find(string id, CancellationToken cancel = default) => (await Demo(id, cancel))?.Person;

    private static DemoPerson EditorOf(ProviderName provider) => new(
        EditorPrefix + provider.Id.Value, provider.Person is { } person ? Bilingual.Same(person) : new Bilingual("编辑员", "Editor"),
        DemoRole.Provider, provider.Name, provider.Id);
}
