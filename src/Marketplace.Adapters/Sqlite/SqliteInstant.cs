using System.Globalization;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Instants as text of one width in UTC, so that comparing the text compares the instants.</summary>
internal static class SqliteInstant
{
    private const string Format = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    public static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string text) =>
        DateTimeOffset.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
