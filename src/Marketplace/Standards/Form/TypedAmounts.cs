using Marketplace.Vocabulary;

namespace Marketplace.Standards.Form;

/// <summary>
/// The check of answers speaks of an amount as programs send it, in minor units; in a form a person has typed it in major units, and is
/// told what is wrong in those.
/// </summary>
internal static class TypedAmounts
{
    public static IReadOnlyList<Problem> Reworded(IReadOnlyList<Problem> problems, IReadOnlyList<FormField> fields) =>
        [.. problems.Select(problem => problem.Field is { } path && IsAmount(path, fields) && Message(problem.Code) is { } message ? problem with { Message = message } : problem)];

    private static Bilingual? Message(string code) => code switch
    {
        "not_whole" => new("请填写金额，例如 1,280.50；小数位数不得多于该货币的最小单位。", "Write an amount such as 1,280.50, with no more decimals than its currency has."),
        "too_large" => new("金额过大。", "That amount is too large."),
        _ => null,
    };

    private static bool IsAmount(string path, IReadOnlyList<FormField> fields) =>
        path.EndsWith(".amount", StringComparison.Ordinal)
        && fields.SelectMany(field => field.Kind == FieldKind.Rows ? field.Columns.Select(column => (Of: field, Value: column)) : [(Of: field, Value: field)])
            .Any(it => it.Value.Kind == FieldKind.Money && path.StartsWith(FieldNames.Of(it.Of.Key), StringComparison.Ordinal));
}
