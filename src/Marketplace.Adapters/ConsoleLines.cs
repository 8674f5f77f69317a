namespace Marketplace.Adapters;

/// <summary>Progress of a command, a line each.</summary>
internal sealed class ConsoleLines(TextWriter console) : IProgress<string>
{
    public void Report(string value) => console.WriteLine(value);
}
