using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.DesignSystem;

/// <summary>A document to print or to keep: a page that is whole by itself, with its style within and nothing fetched.</summary>
public static class Sheet
{
    /// <summary>The key of the style's nonce among the items of a request.</summary>
    internal const string NonceItem = "sheet-nonce";

    /// <summary>Of every sheet. It has no character that would be encoded in markup: no quotes, no line ends, no child or sibling selectors.</summary>
    internal static readonly string Style = """
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1.5rem; max-width: 52rem; color: #111; background: #fff; font: 15px/1.5 Noto Sans, PingFang SC, Microsoft YaHei, Noto Sans SC, sans-serif; overflow-wrap: anywhere; }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
        h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; border-top: 1px solid #999; padding-top: .75rem; }
        p { margin: .25rem 0 .5rem; }
        .soft, .second { color: #444; }
        .second { font-size: .85em; font-weight: normal; }
        dl { margin: 0; }
        dl div { display: grid; grid-template-columns: 14rem 1fr; gap: .25rem 1rem; padding: .25rem 0; border-bottom: 1px solid #ddd; }
        dt .second, th .second { display: block; }
        dd { margin: 0; }
        table { width: 100%; border-collapse: collapse; margin: .5rem 0; }
        th, td { text-align: start; vertical-align: top; padding: .3rem .5rem .3rem 0; border-bottom: 1px solid #ddd; }
        .num { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
        .key { font: 600 1.15rem/1.4 ui-monospace, Consolas, monospace; letter-spacing: .03em; }
        .code { font-family: ui-monospace, Consolas, monospace; font-size: .9em; }
        .set-apart { border: 1px solid #111; padding: .75rem 1rem; margin: 1rem 0; }
        @media (max-width: 40rem) { dl div { grid-template-columns: 1fr; } body { padding: 1rem; } table { display: block; overflow-x: auto; font-size: .85rem; } }
        @page { size: A4; margin: 18mm 16mm; }
        @media print { body { padding: 0; max-width: none; } tr, dl div, .set-apart { break-inside: avoid; } }
        """.ReplaceLineEndings(" ");

    /// <summary>Answers with the component, which shows a <see cref="PrintSheet"/>. The policy lets nothing but the sheet's own style be used.</summary>
    public static IResult Answer<T>(HttpContext http, Dictionary<string, object?> parameters) where T : IComponent
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        http.Items[NonceItem] = nonce;
        http.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";
        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<T>(parameters);
    }
}
