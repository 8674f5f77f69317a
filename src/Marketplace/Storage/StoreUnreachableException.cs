namespace Marketplace.Storage;

/// <summary>The store is on another machine and gives no answer for now; asking again later may find it well.</summary>
public sealed class StoreUnreachableException(Exception inner) : Exception("The store does not answer.", inner);
