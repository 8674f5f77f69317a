using System.Globalization;

namespace Marketplace.Orders.Prove;

/// <summary>The command <c>verify FILE [KEY]</c>: no database, no network, no setting.</summary>
public static class RunVerify
{
    /// <returns>The exit code: 0 where the proof holds, 1 where it does not, 2 where there is no such file.</returns>
    public static async Task<int> Run(IReadOnlyList<string> arguments, TextWriter console)
    {
        if (arguments is not [var path, ..] || arguments.Count > 2)
        {
            await console.WriteLineAsync("verify takes the file of a proof, and the id of the key by which it should be signed, where you have it from elsewhere: verify ord_…-proof.zip 9f86d081…");
            return 2;
        }
        try
        {
            await using var file = File.OpenRead(path);
            return await Tell(VerifyProof.Run(file, arguments.ElementAtOrDefault(1)), arguments.Count == 2, console);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            await console.WriteLineAsync(refused.Message);
            return 2;
        }
    }

    private static async Task<int> Tell(ProofVerdict verdict, bool isKnown, TextWriter console)
    {
        if (!verdict.Holds)
        {
            await console.WriteLineAsync("The proof does not hold:");
            foreach (var fault in verdict.Faults) await console.WriteLineAsync($"- {fault}.");
            return 1;
        }
        var (proof, root) = (verdict.Proof!, verdict.Proof!.Root);
        await console.WriteLineAsync($"The proof holds: order {proof.Order}, {proof.Events} events, each in the tree of {root.Size.ToString(CultureInfo.InvariantCulture)} entries with the root {root.Root}");
        await console.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Signed {root.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z by the key {root.Key}"));
        if (!isKnown) await console.WriteLineAsync("Whether that key is the market's, the file cannot say: compare it with what the market publishes at /api/v1/record/root, or give its id after the file.");
        await console.WriteLineAsync($"Evidence {proof.Evidence}");
        foreach (var file in proof.Files) await console.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Handed over for milestone {file.Milestone}: SHA-256 {file.Sha256}"));
        return 0;
    }
}
