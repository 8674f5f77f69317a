using System.Text.Json.Nodes;

namespace Marketplace.Rigs.KillRunner;

/// <summary>Answers of a standardisation service that conforms on the provider's own word, so that it can be published without a certificate.</summary>
public static class ConformingListing
{
    public const string Class = "IC.08";

    public static JsonNode Answers(string title)
    {
        var answers = JsonNode.Parse(Rest)!;
        answers["title"] = new JsonObject { ["zh"] = $"标准化服务 {title}", ["en"] = title };
        return answers;
    }

    private const string Rest =
        """
        {
          "summary": { "zh": "示例：标准化服务，供写入测试使用，不是真实的服务项目。", "en": "Demo listing for tests of writing; not a real service." },
          "service_process": [ { "step": "受理", "responsible": "both", "duration_days": 1 }, { "step": "实施", "responsible": "provider" } ],
          "client_inputs": [ "委托单" ],
          "deliverables": [ { "name": "报告", "format": "pdf", "language": "zh" } ],
          "acceptance_criteria": "报告内容与委托单一致，双方签字确认。",
          "delivery_mode": "at_provider",
          "service_area": [ "CN-GD" ],
          "languages": [ "zh", "en" ],
          "turnaround": 10,
          "price_model": "fixed",
          "price": { "amount": 200000, "currency": "CNY" },
          "tax_included": true,
          "cn_contract_type": "service",
          "result_ip_ownership": "client",
          "conformity_claims": [ { "standard_id": "gbt-15624-2011", "evidence_type": "self_declaration" } ],
          "listing_valid_until": "2099-12-31",
          "body_type": "standards_service",
          "requirement_document": "团体标准立项文件 2026版",
          "standard_level": "group"
        }
        """;
}
