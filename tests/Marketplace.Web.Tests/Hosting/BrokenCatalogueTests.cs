using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Mono.Cecil;
using Xunit;

namespace Marketplace.Web.Hosting;

/// <summary>The catalogue is shipped inside the program. A copy of the program in which it is broken refuses to start, and says where.</summary>
public sealed class BrokenCatalogueTests : IDisposable
{
    private const string Resource = "Marketplace.Standards.Catalogue.standards.json";

    private readonly string folder = Directory.CreateTempSubdirectory("marketplace-catalogue-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_site_with_a_dangling_reference_does_not_start_and_names_file_and_entry()
    {
        var (code, errors) = await Start(text => Changed(text, standards =>
            standards.First(s => (string?)s!["id"] == "iso-iec-17020-2012")!["replaced_by"] = "no-such-standard"));
        Assert.Equal(1, code);
        Assert.Contains("standards.json: iso-iec-17020-2012:", Assert.Single(errors));
    }

    [Fact]
    public async Task A_site_with_two_entries_of_one_id_does_not_start_and_names_file_and_entry()
    {
        var (code, errors) = await Start(text => Changed(text, standards => standards.Add(standards[0]!.DeepClone())));
        Assert.Equal(1, code);
        Assert.Contains($"standards.json: {(string)JsonNode.Parse(Text())!["standards"]![0]!["id"]!}:", Assert.Single(errors));
    }

    [Fact]
    public async Task A_site_whose_catalogue_is_cut_off_does_not_start_and_names_the_file()
    {
        var (code, errors) = await Start(text => text[..(text.Length / 2)]);
        Assert.Equal(1, code);
        Assert.Contains("standards.json", Assert.Single(errors));
    }

    private async Task<(int Code, string[] Errors)> Start(Func<string, string> broken)
    {
        foreach (var entry in Directory.GetFileSystemEntries(AppContext.BaseDirectory))
        {
            var here = Path.Combine(folder, Path.GetFileName(entry));
            // A program is run from where its own file really is.
            if (Path.GetFileName(entry).StartsWith("Marketplace.Web.", StringComparison.Ordinal)) File.Copy(entry, here);
            else if (entry != Shipped) File.CreateSymbolicLink(here, entry);
        }
        using (var program = AssemblyDefinition.ReadAssembly(Shipped))
        {
            var resources = program.MainModule.Resources;
            resources.Remove(resources.Single(r => r.Name == Resource));
            resources.Add(new EmbeddedResource(Resource, ManifestResourceAttributes.Public, Encoding.UTF8.GetBytes(broken(Text()))));
            program.Write(Path.Combine(folder, "Marketplace.dll"));
        }

        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        string[] arguments = [Path.Combine(folder, "Marketplace.Web.dll"), "--urls", "http://127.0.0.1:0", "--Data:Path=" + Path.Combine(folder, "data"), "--Demo:Listings=0"];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        using var site = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            var (output, errors) = (site.StandardOutput.ReadToEndAsync(patience.Token), site.StandardError.ReadToEndAsync(patience.Token));
            await site.WaitForExitAsync(patience.Token);
            Assert.DoesNotContain("   at ", await output);
            return (site.ExitCode, (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            if (!site.HasExited) site.Kill();
        }
    }

    private static string Shipped => Path.Combine(AppContext.BaseDirectory, "Marketplace.dll");

    private static string Text()
    {
        using var program = AssemblyDefinition.ReadAssembly(Shipped);
        return Encoding.UTF8.GetString(((EmbeddedResource)program.MainModule.Resources.Single(r => r.Name == Resource)).GetResourceData());
    }

    private static string Changed(string text, Action<JsonArray> change)
    {
        var json = JsonNode.Parse(text)!;
        change(json["standards"]!.AsArray());
        return json.ToJsonString();
    }
}
