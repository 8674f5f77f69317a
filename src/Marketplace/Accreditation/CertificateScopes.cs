using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation;

/// <summary>What an API client may be let do in this room.</summary>
internal static class CertificateScopes
{
    public static readonly ApiScope Read = new("certificates.read", new Bilingual("读取证书", "Read certificates"));
    public static readonly ApiScope Write = new("certificates.write", new Bilingual("提交和修改本机构的证书", "Hand in and amend your certificates"));
}
