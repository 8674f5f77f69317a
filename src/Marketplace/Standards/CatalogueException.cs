namespace Marketplace.Standards;

/// <summary>The shipped catalogue does not hold together; names the file and the entry. The marketplace refuses to start with it.</summary>
public sealed class CatalogueException(string file, string entry, string what, Exception? inner = null)
    : Exception($"{file}: {entry}: {what}", inner)
{
    public string File { get; } = file;
    public string Entry { get; } = entry;
}
