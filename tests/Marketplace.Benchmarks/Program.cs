using Marketplace.Benchmarks.Index;
using Marketplace.Benchmarks.Web;
using Marketplace.Benchmarks.Web.Server;

// Each benchmark measures a part of the site beside the floor it is compared with, in one run on this machine:
//   dotnet run -c Release --project tests/Marketplace.Benchmarks -- index --sizes 10000,100000
//   dotnet run -c Release --project tests/Marketplace.Benchmarks -- web --sizes 10000,100000
var benchmarks = new Dictionary<string, Func<int[], Task>>
{
    ["index"] = IndexBench.Run,
    ["web"] = WebBench.Run,
};

// The process that serves while another one asks; the benchmark "web" starts it by itself.
if (args is ["serve", var data]) return await ServerProgram.Run(data);

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var benchmark))
{
    Console.Error.WriteLine($"Usage: -- {string.Join('|', benchmarks.Keys)} [--sizes 10000,100000]");
    return 1;
}
var sizes = args is [_, "--sizes", var list] ? list.Split(',').Select(int.Parse).ToArray() : [10_000, 100_000];
await benchmark(sizes);
return 0;
