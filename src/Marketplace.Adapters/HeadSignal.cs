namespace Marketplace.Adapters;

/// <summary>Wakes readers of an event log when its head moves.</summary>
internal sealed class HeadSignal
{
    private readonly Lock gate = new();
    private TaskCompletionSource moved = New();
    private long head;

    public void MoveTo(long position)
    {
        TaskCompletionSource wake;
        lock (gate)
        {
            if (position <= head) return;
            head = position;
            (wake, moved) = (moved, New());
        }
        wake.SetResult();
    }

    public Task WaitBeyond(long position, CancellationToken cancel)
    {
        lock (gate) return head > position ? Task.CompletedTask : moved.Task.WaitAsync(cancel);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
