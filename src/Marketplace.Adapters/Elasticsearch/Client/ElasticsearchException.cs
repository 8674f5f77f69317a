namespace Marketplace.Adapters.Elasticsearch.Client;

/// <summary>Elasticsearch did not answer, or answered with an error; says where and what, and never with whose credentials.</summary>
/// <param name="status">The HTTP status, 0 where there was no answer.</param>
internal sealed class ElasticsearchException(int status, string message, Exception? inner = null) : Exception(message, inner)
{
    public int Status { get; } = status;

    /// <summary>The same request may succeed in a moment, or on another node.</summary>
    public bool IsPassing => IsPassingStatus(Status);

    public static bool IsPassingStatus(int status) => status is 0 or 429 or 502 or 503 or 504;
}
