using System.Globalization;

namespace Marketplace.Payments.Calls;

/// <summary>How long to wait before the next try: longer each time, and not for all calls alike, so that they do not come back in step.</summary>
internal static class Backoff
{
    private static readonly TimeSpan first = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan longest = TimeSpan.FromMinutes(10);

    /// <param name="key">Of the call: its share of the spread follows from it, so that a run can be repeated.</param>
    public static TimeSpan After(string key, int attempts)
    {
        var wait = Math.Min(longest.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Min(attempts, 20) - 1));
        var share = (byte)MoneyWork.Hash(string.Create(CultureInfo.InvariantCulture, $"{key}/{attempts}"))[0] % 16 / 16.0;
        return TimeSpan.FromMilliseconds(Math.Floor(wait * (0.75 + share / 2)));
    }
}
