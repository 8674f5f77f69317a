using System.Security.Cryptography;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>
/// Where a code leads that a provider prints on what it delivers for a milestone. Its id is the code: <see cref="Length"/> characters of Crockford's
/// base 32, 60 random bits. There is one for a milestone, not for a file: it must be known before the file it stands in is finished.
/// </summary>
[StoredAs("check_codes")]
public sealed record CheckCode(OrderId Order, int Milestone)
{
    public const int Length = 12;

    /// <summary>The order with a code on every milestone that had none, and what is written so that the codes lead there.</summary>
    public static (Order Order, IReadOnlyList<Write> Along) Give(Order order)
    {
        var given = order with { Milestones = [.. order.Milestones.Select(it => it.CheckCode is null ? it with { CheckCode = New() } : it)] };
        return (given, [.. given.Milestones.Except(order.Milestones).Select(it => StoredAs<CheckCode>.Write(it.CheckCode!, new CheckCode(order.Id, it.Terms.Number), 0))]);
    }

    /// <summary>As it is printed: <c>7Q2M-X9KD-0VTA</c>.</summary>
    public static string Shown(string code) => $"{code[..4]}-{code[4..8]}-{code[8..]}";

    /// <summary>A code as somebody copied it from paper: letter case, spaces and dashes do not matter, nor O for 0 and I or L for 1. Null for what is none.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 4 * Length) return null;
        var code = string.Concat(Crockford.Meant(typed).Where(it => it != '-' && !char.IsWhiteSpace(it)));
        return code.Length == Length && code.All(it => Crockford.Alphabet.Contains(it, StringComparison.Ordinal)) ? code : null;
    }

    private static string New() => new(RandomNumberGenerator.GetItems<char>(Crockford.Alphabet, Length));
}
