using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Coverage;

/// <summary>Something a line may mean, to be asked back: what to write instead, and what it is.</summary>
internal sealed record LineCandidate(string Value, Bilingual Label);

/// <summary>One line of a pasted list, as it was understood. With candidates it is ambiguous, and nothing is looked up for it.</summary>
/// <param name="Method">The method in every way that will do; null where only a parameter is asked.</param>
/// <param name="Designation">How the method is shown.</param>
/// <param name="Parameters">Names of the parameter in comparison form, in both languages; empty = any.</param>
internal sealed record TestLine(
    string Text, MethodAsk? Method, string? Designation, IReadOnlyList<string> Parameters, IReadOnlyList<LineCandidate> Candidates)
{
    public bool IsResolved => Candidates.Count == 0;
}

internal enum LineStatus { NotCovered, Flexible, Covered, Ambiguous }

/// <summary>What a listing's active scope says to one line.</summary>
internal readonly record struct LineCoverage(LineStatus Status, CoveredRow? Row)
{
    public static LineCoverage Of(TestLine line, SearchDocument document, DateOnly day)
    {
        if (!line.IsResolved) return new LineCoverage(LineStatus.Ambiguous, null);
        CoveredRow? flexible = null;
        foreach (var row in document.Covered)
        {
            if (!row.IsActiveOn(day) || !Names(line.Parameters, row.Parameter)) continue;
            if (line.Method is null) return new LineCoverage(LineStatus.Covered, row);
            foreach (var (method, edition) in line.Method.Alternatives)
            {
                if (!row.Covers(method, edition)) continue;
                var accredited = row.LineEdition ?? row.Edition;
                var exact = edition is null ? !row.Flexible || row.Edition is null || row.Edition == accredited : edition == accredited;
                if (exact) return new LineCoverage(LineStatus.Covered, row);
                flexible ??= row;
            }
        }

        return flexible is null ? default : new LineCoverage(LineStatus.Flexible, flexible);
    }

    private static bool Names(IReadOnlyList<string> asked, string parameter)
    {
        if (asked.Count == 0) return true;
        if (parameter.Length == 0) return false;
        foreach (var one in asked)
            if (one == parameter || Contains(parameter, one) || Contains(one, parameter)) return true;
        return false;
    }

    /// <summary>"Lead" is part of "lead content", but a single letter is part of everything.</summary>
    private static bool Contains(string text, string part) =>
        part.Length > (part[0] < 128 ? 3 : 1) && text.Contains(part, StringComparison.Ordinal);
}
