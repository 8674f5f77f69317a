using Marketplace.Vocabulary;

namespace Marketplace.Identity.ActAs;

/// <summary>
/// One person for each role, and for every provider an editor <c>editor-prv_…</c>, so that any firm's side can be tried.
/// </summary>
internal sealed class StandardPeople(IProviderNames? providers = null) : IPeople
{
    private const int EditorsOffered = 8;
    private const string EditorPrefix = "editor-";

    private static readonly Person[] WithoutFirm =
    [
        new("buyer", new Bilingual("林岚（演示）", "Lin Lan (demo)"), Role.Buyer, null,
            new Bilingual("演示精密零件有限公司", "DEMO Precision Parts Ltd")),
        new("procurement", new Bilingual("赵敏仪（演示）", "Zhao Minyi (demo)"), Role.Procurement, null,
            new Bilingual("演示市公共资源采购中心", "DEMO City Procurement Centre")),
        new("operator", new Bilingual("运营员（演示）", "Operator (demo)"), Role.Operator, null,
            new Bilingual("平台运营方", "Marketplace operator")),
    ];

    public async ValueTask<IReadOnlyList<Person>> Offered(CancellationToken cancel) =>
        [.. WithoutFirm, .. (providers is null ? [] : await providers.First(EditorsOffered, cancel)).Select(p => EditorOf(p.Id, p.Name))];

    public async ValueTask<Person?> Find(string id, CancellationToken cancel)
    {
        if (Array.Find(WithoutFirm, p => p.Id == id) is { } person) return person;
        return id.StartsWith(EditorPrefix, StringComparison.Ordinal)
            && Ids.TryParse<ProviderId>(id[EditorPrefix.Length..], out var provider)
            && providers is not null && await providers.Find(provider, cancel) is { } name
            ? EditorOf(provider, name) : null;
    }

    private static Person EditorOf(ProviderId provider, Bilingual name) =>
        new(EditorPrefix + provider.Value, new Bilingual("编辑员（演示）", "Editor (demo)"), Role.Provider, provider, name);
}
