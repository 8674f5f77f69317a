using Marketplace.Adapters.Lucene;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Discovery;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marketplace.Adapters.Tests.Lucene;

/// <summary>A Lucene index in a folder that goes with it.</summary>
internal sealed class LuceneIndex(Func<string, global::Lucene.Net.Store.Directory>? openFiles = null) : IDisposable
{
    private LuceneSearchIndex? open;

    public string Folder { get; } = Directory.CreateTempSubdirectory("index-").FullName;

    public LuceneSearchIndex Open => open ??= new LuceneSearchIndex(Folder, NullLogger<LuceneSearchIndex>.Instance, openFiles);

    /// <summary>Ends the process, as far as the index can tell: what was not flushed is lost.</summary>
    public void Close()
    {
        open?.Dispose();
        open = null;
    }

    public void Dispose()
    {
        Close();
        Directory.Delete(Folder, recursive: true);
    }
}

public sealed class LuceneIndexFilters : SearchIndexContract, IDisposable
{
    private readonly LuceneIndex lucene = new();
    private protected override ISearchIndex Index => lucene.Open;
    public void Dispose() => lucene.Dispose();
}

public sealed class LuceneIndexText : SearchTextContract, IDisposable
{
    private readonly LuceneIndex lucene = new();
    private protected override ISearchIndex Index => lucene.Open;
    public void Dispose() => lucene.Dispose();
}

public sealed class LuceneIndexGenerations : IndexGenerationContract, IDisposable
{
    private readonly LuceneIndex lucene = new();
    private protected override ISearchIndex Index => lucene.Open;
    public void Dispose() => lucene.Dispose();
}
