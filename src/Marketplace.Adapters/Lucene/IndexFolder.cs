namespace Marketplace.Adapters.Lucene;

/// <summary>
/// The folder of the index: one folder a generation, and a file that names the one that serves. Replacing that file is what makes a
/// rebuilt generation the current one.
/// </summary>
internal sealed class IndexFolder(string path)
{
    private const string Pointer = "current";

    /// <summary>The generation that serves; a new one where there is none. Leftovers of rebuilds that never completed are deleted.</summary>
    public string Current()
    {
        Directory.CreateDirectory(path);
        var pointer = Path.Combine(path, Pointer);
        var name = File.Exists(pointer) ? File.ReadAllText(pointer).Trim() : null;
        var current = name is { Length: > 0 } && Directory.Exists(Path.Combine(path, name)) ? Path.Combine(path, name) : null;
        foreach (var folder in Directory.EnumerateDirectories(path))
            if (folder != current) Directory.Delete(folder, recursive: true);
        if (current is not null) return current;
        var created = New();
        PointTo(created);
        return created;
    }

    public string New()
    {
        var created = Path.Combine(path, "generation-" + Guid.CreateVersion7().ToString("n"));
        Directory.CreateDirectory(created);
        return created;
    }

    public void PointTo(string generation)
    {
        var pointer = Path.Combine(path, Pointer);
        using (var written = new FileStream(pointer + ".new", FileMode.Create, FileAccess.Write))
        {
            written.Write(System.Text.Encoding.UTF8.GetBytes(Path.GetFileName(generation)));
            written.Flush(flushToDisk: true);
        }
        File.Move(pointer + ".new", pointer, overwrite: true);
    }
}
