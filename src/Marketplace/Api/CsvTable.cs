using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Api;

/// <summary>
/// Rows as CSV (RFC 4180) that a spreadsheet opens as text only: a cell that it would take for a formula gets an apostrophe before it.
/// The last row is the SHA-256 of every byte before it, after the byte order mark, so that a reader can check that nothing was changed.
/// </summary>
internal sealed class CsvTable
{
    private readonly StringBuilder text = new();

    public CsvTable Row(params IEnumerable<string?> cells)
    {
        text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        return this;
    }

    /// <summary>The file, and the hash it ends with.</summary>
    public (byte[] Bytes, string Hash) Seal()
    {
        var content = Encoding.UTF8.GetBytes(text.ToString());
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        return ([.. Encoding.UTF8.Preamble, .. content, .. Encoding.UTF8.GetBytes($"SHA-256,{hash}\r\n")], hash);
    }

    public static string Cell(string? value)
    {
        var cell = value ?? "";
        // White space and full-width signs before a formula do not keep a spreadsheet from seeing it.
        if (cell.TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] || cell is ['\t' or '\r' or '\n', ..]) cell = "'" + cell;
        return cell.AsSpan().IndexOfAny("\",\r\n'") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
