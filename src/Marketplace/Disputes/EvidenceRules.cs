using Marketplace.Files;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes;

/// <summary>Takes a file as evidence for an argument.</summary>
internal static class EvidenceRules
{
    public const string Field = "evidence";

    /// <returns>The argument with the file.</returns>
    public static async Task<Outcome<DisputeArgument>> Take(TakeFile take, Dispute dispute, DisputeArgument argument, Upload? file, CancellationToken cancel)
    {
        if (file is null) return Refusal.Because(RefusalKind.Invalid, "required", "请选择文件。", "Choose a file.", Field);
        if (argument.Evidence.Count >= Dispute.MostEvidence)
            return Refusal.Because(RefusalKind.Conflict, "too_many", $"每条理由最多附 {Dispute.MostEvidence} 份证据。", $"An argument has at most {Dispute.MostEvidence} pieces of evidence.", Field);
        if (!(await take.Run(FileOwner.Of(dispute.Id), file, Field, cancel)).Is(out var kept, out var refusal)) return refusal;
        return argument.Evidence.Any(it => it.Hash == kept.Hash) ? argument : argument with { Evidence = [.. argument.Evidence, kept] };
    }
}
