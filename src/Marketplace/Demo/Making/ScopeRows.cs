using System.Text.Json.Nodes;
using Marketplace.Standards;

namespace Marketplace.Demo.Making;

/// <summary>What a listing says of its scope: rows for its answers, and the lines that its certificates must have to cover them.</summary>
/// <param name="Question">scope_items, or accredited_scope.</param>
/// <param name="Lines">Lines of the accreditation.</param>
/// <param name="CmaLines">Lines of the mandatory approval.</param>
internal sealed record ScopeRows(
    string Question, JsonArray Rows, IReadOnlyList<ScopeLine> Lines, IReadOnlyList<ScopeLine> CmaLines, JsonArray? Capabilities = null);

/// <summary>Which certificates there are to back the rows.</summary>
internal sealed record Backing(bool Accredited, bool Cma);
