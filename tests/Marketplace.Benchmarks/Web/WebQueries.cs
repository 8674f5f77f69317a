namespace Marketplace.Benchmarks.Web;

/// <summary>What readers ask of search: words of both languages, rare and frequent, filters, and nothing at all.</summary>
internal static class WebQueries
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. new[] { "电磁兼容", "electromagnetic compatibility", "vibration", "水质重金属检测", "calibration 广东", "software penetration testing",
                   "GB/T 17626.2", "实验室", "battery safety", "碳排放" }.Select(words => "q=" + Uri.EscapeDataString(words)),
        "standard=iso-iec-17025-2017&verdict=met",
        "class=TC&region=CN-GD&region=abroad",
        "sort=price&mark=CNAS",
    ];
}
