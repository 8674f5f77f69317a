namespace Marketplace.Demo;

/// <summary>How far the demo market has been put into the store since the start.</summary>
public interface IDemoProgress
{
    int Wanted { get; }

    int Stored { get; }

    /// <summary>Some of it is still to come.</summary>
    bool IsLoading { get; }
}
