namespace Marketplace.Accreditation;

internal static class CsvDelimiter
{
    /// <summary>The separator that the header uses most: comma, semicolon or tab.</summary>
    public static char Of(string text)
    {
        var header = text.AsSpan().TrimStart("\r\n");
        var end = header.IndexOfAny('\r', '\n');
        if (end >= 0) header = header[..end];
        var (commas, semicolons, tabs) = (header.Count(','), header.Count(';'), header.Count('\t'));
        return tabs >= commas && tabs >= semicolons && tabs > 0 ? '\t' : semicolons > commas ? ';' : ',';
    }
}
