using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Providers;

/// <summary>What an API client may be let do in this room.</summary>
internal static class ProviderScopes
{
    public static readonly ApiScope Read = new("providers.read", new Bilingual("读取服务方", "Read providers"));
    public static readonly ApiScope Write = new("providers.write", new Bilingual("为本机构登记服务方", "Register providers for your organisation"));
}
