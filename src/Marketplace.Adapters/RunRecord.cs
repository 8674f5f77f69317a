using System.Globalization;
using Marketplace.Adapters.Files;
using Marketplace.Adapters.Sqlite;
using Marketplace.Record;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Adapters;

/// <summary>The command <c>verify-record [SIZE ROOT]</c>, also beside a serving site.</summary>
public static class RunRecord
{
    /// <returns>The exit code: 0 where the whole record holds.</returns>
    public static async Task<int> VerifyRecord(this IServiceProvider services, IReadOnlyList<string> arguments, TextWriter console, CancellationToken cancel = default)
    {
        if (!Checkpoint(arguments, out var known))
        {
            await Console.Error.WriteLineAsync("verify-record takes nothing, or the size and the root that were noted earlier: verify-record 1024 9f86d081…");
            return 2;
        }
        try
        {
            var configuration = services.GetRequiredService<IConfiguration>();
            var path = ChooseAdapters.DataPath(configuration);
            var embedded = ChooseAdapters.MongoDb(configuration) is null;
            if (embedded && !File.Exists(Path.Combine(path, SqliteDatabase.FileName))) throw new SettingException($"There is no market in {Path.GetFullPath(path)} (setting Data:Path).");
            using var beside = embedded && DataFolder.IsHeld(path) ? SqliteDatabase.Visit(path) : null;
            var record = beside is null ? services.GetRequiredService<IRecord>() : new SqliteRecord(beside);
            return await Tell(await new VerifyRecord(record).Run(known, cancel), console);
        }
        catch (Exception refused) when (refused is SettingException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private static async Task<int> Tell(RecordVerdict verdict, TextWriter console)
    {
        if (verdict.Fault is { } fault)
        {
            await console.WriteLineAsync($"The record does not hold: {fault}.");
            return 1;
        }
        await console.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The record holds: {verdict.Size} entries, root {verdict.Root}"));
        await console.WriteLineAsync($"Note size and root elsewhere; the command given with both later (verify-record {verdict.Size} {verdict.Root}) shows that nothing before was rewritten.");
        return 0;
    }

    private static bool Checkpoint(IReadOnlyList<string> arguments, out RecordCheckpoint? known)
    {
        known = null;
        var plain = arguments.TakeWhile(it => !it.StartsWith('-')).ToList();
        if (plain.Count == 0) return true;
        if (plain is not [var size, { Length: 64 } root] || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !root.All(char.IsAsciiHexDigitLower)) return false;
        known = new RecordCheckpoint(number, root);
        return true;
    }
}
