using Marketplace.Vocabulary;

namespace Marketplace.Files;

/// <summary>
/// A file that was taken and is kept. The room it belongs to keeps this with its own thing and decides who may have the file: to whoever
/// asks with an owner and a hash, the bytes are given.
/// </summary>
/// <param name="Hash">SHA-256 of the bytes, in lower-case hexadecimal.</param>
/// <param name="Name">As it was called, without a path.</param>
/// <param name="MediaType">What its bytes are, whatever it was said to be.</param>
public sealed record StoredFile(string Hash, string Name, string MediaType, long Bytes);

/// <summary>Whose a file is: the id of something in a room. It is part of where the file lies, so no other text can be one.</summary>
public readonly record struct FileOwner
{
    private FileOwner(string value) => Value = value;

    public string Value { get; }

    public static FileOwner Of<T>(T id) where T : struct, IId<T> => Ids.TryParse<T>(id.Value, out _) ? new(id.Value) : throw new ArgumentException("Not an identifier.", nameof(id));

    /// <summary>The owner as it is written where files are kept; null for what cannot be one.</summary>
    public static FileOwner? Read(string text) =>
        text.Length == 30 && text[3] == '_' && text[..3].All(char.IsAsciiLetterLower) && text[4..].All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c)) ? new(text) : null;

    public override string ToString() => Value;
}

public static class FileHash
{
    public static bool IsOne(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
