namespace Marketplace.Demo.Loading;

internal sealed class DemoProgress : IDemoProgress
{
    private const int Step = 10;
    private int stored;
    private int said;

    public int Wanted { get; private set; }

    public int Stored => stored;

    public bool IsLoading { get; private set; }

    public void Begin(int wanted)
    {
        Wanted = wanted;
        IsLoading = true;
    }

    /// <summary>A percentage where the next tenth is full and has not been said yet.</summary>
    public int? Add(int listings)
    {
        var percent = (int)(Interlocked.Add(ref stored, listings) * 100L / Wanted) / Step * Step;
        var before = Volatile.Read(ref said);
        return percent > before && Interlocked.CompareExchange(ref said, percent, before) == before ? percent : null;
    }

    public void End() => IsLoading = false;
}
