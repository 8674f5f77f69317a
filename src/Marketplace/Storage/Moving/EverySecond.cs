using System.Globalization;

namespace Marketplace.Storage.Moving;

/// <summary>Passes on what is worth a line: one a second.</summary>
internal sealed class EverySecond(IProgress<string> progress, TimeProvider time)
{
    private static readonly TimeSpan pause = TimeSpan.FromSeconds(1);
    private long last = time.GetTimestamp();

    public void Report(FormattableString text)
    {
        if (time.GetElapsedTime(last) < pause) return;
        last = time.GetTimestamp();
        progress.Report(text.ToString(CultureInfo.InvariantCulture));
    }
}
