using System.Text.Json;
using Marketplace.Standards.Loading;

namespace Marketplace.Standards.Evaluation;

/// <summary><c>{field, op, value}</c>: the rows of a list for which it holds.</summary>
internal sealed class RowFilter(string field, Comparison comparison)
{
    /// <summary>Null selects every row.</summary>
    public static RowFilter? Compile(JsonElement json) =>
        json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : new RowFilter(json.Text("field"), Comparison.Compile(json));

    public bool Selects(JsonElement row) => comparison.HoldsForField(row, field);
}
