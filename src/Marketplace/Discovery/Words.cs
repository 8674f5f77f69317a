namespace Marketplace.Discovery;

/// <summary>The words of this room, in <c>Words.resx</c> and <c>Words.zh.resx</c>.</summary>
public sealed class Words;
