using Marketplace.Vocabulary;

namespace Marketplace.Storage;

/// <summary>What <see cref="IStore.Commit"/> refuses, in the same words whatever the engine.</summary>
public static class CommitRefusals
{
    /// <param name="current">The version that stands; 0 where there is no such document.</param>
    public static Refusal Stale(long current) =>
        Refusal.Because(RefusalKind.Stale, "stale_version",
            $"其间已有人保存了新版本（现为第 {current} 版）。",
            $"Somebody saved it in the meantime: version {current} stands now.") with { Current = current };

    public static Refusal IdempotencyMismatch() =>
        Refusal.Because(RefusalKind.Unprocessable, "idempotency_mismatch",
            "该幂等键已用于另一项内容不同的请求。",
            "This idempotency key was already used for a different request.", "Idempotency-Key");
}
