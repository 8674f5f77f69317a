using Marketplace.Benchmarks.Index;

// Each benchmark measures a part of the site beside the floor it is compared with, in one run on this machine:
//   dotnet run -c Release --project tests/Marketplace.Benchmarks -- index --sizes 10000,100000
var benchmarks = new Dictionary<string, Func<int[], Task>>
{
    ["index"] = IndexBench.Run,
};

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var benchmark))
{
    Console.Error.WriteLine($"Usage: -- {string.Join('|', benchmarks.Keys)} [--sizes 10000,100000]");
    return 1;
}
var sizes = args is [_, "--sizes", var list] ? list.Split(',').Select(int.Parse).ToArray() : [10_000, 100_000];
await benchmark(sizes);
return 0;
