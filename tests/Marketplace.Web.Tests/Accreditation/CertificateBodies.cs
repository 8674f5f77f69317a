using System.Text.Json.Nodes;

namespace Marketplace.Accreditation;

/// <summary>Bodies that the site accepts, to be bent by a test.</summary>
internal static class CertificateBodies
{
    public static JsonObject Provider() => JsonNode.Parse("""
        {"name":{"zh":"演示检测有限公司","en":"DEMO Testing Ltd"},"country":"CN","registrationNumber":"91990000MA5DEMA12W","size":"small",
         "sites":[{"name":{"zh":"总部"},"region":"CN-GD"}],"contact":{"mail":"lab@example.org"},"languages":["zh","en"]}
        """)!.AsObject();

    public static JsonObject Certificate() => JsonNode.Parse("""
        {"number":"CNAS L00001-DEMO","standard_id":"iso-iec-17025-2017","permit":null,"evidence_type":"accreditation","marks":["CNAS"],"mra":true,
         "issuer":"CNAS","status":"active","status_since":null,"valid_from":"2024-03-01","valid_until":"2190-02-28",
         "scope_lines":[{"activity":"检测","object":"大米","parameter":"铅","method":"GB 5009.12","edition":"2023","range_min":null,"range_max":null,
                         "unit":null,"uncertainty":null,"flexible":false,"site":null}],
         "verification":"register_checked","checked_on":"2026-08-20"}
        """)!.AsObject();
}
