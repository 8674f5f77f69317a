namespace Marketplace.Storage;

/// <summary>
/// Work an operator orders from the command line (<c>dotnet run --project src/Marketplace.Web -- reindex</c>). The serving site does it where
/// one holds the engines, so that it goes on serving; otherwise the command does it itself. It must bear being begun again.
/// </summary>
public interface IMaintenanceJob
{
    /// <summary>The word on the command line.</summary>
    string Name { get; }

    Task Run(IProgress<string> progress, CancellationToken cancel);
}
