using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes.Show;

/// <summary>Opens a piece of evidence for those who may see the dispute. For everybody else there is none.</summary>
internal sealed class ShowEvidence(DisputeSteps steps, IFiles files)
{
    public async Task<Outcome<OpenedFile>> Run(Actor actor, DisputeId id, string hash, CancellationToken cancel = default) =>
        (await steps.Open(actor, id, cancel)).Is(out var at, out var refusal)
            ? at.Dispute.Arguments.SelectMany(it => it.Evidence).FirstOrDefault(it => it.Hash == hash) is { } file && await files.Open(FileOwner.Of(id), hash, cancel) is { } content
                ? new OpenedFile(file, content) : Refusal.NotFound()
            : refusal;
}
