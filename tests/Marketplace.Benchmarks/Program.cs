using Marketplace.Benchmarks.Elastic;
using Marketplace.Benchmarks.Index;
using Marketplace.Benchmarks.Mongo;
using Marketplace.Benchmarks.Orders;
using Marketplace.Benchmarks.Payments;
using Marketplace.Benchmarks.Simulation;
using Marketplace.Benchmarks.Web;
using Marketplace.Benchmarks.Web.Published;
using Marketplace.Benchmarks.Web.Server;

// Each benchmark measures a part beside its goal, and beside the floor it is compared with where there is one, in one run on this machine:
//   dotnet run -c Release --project tests/Marketplace.Benchmarks -- index --sizes 10000,100000
//   dotnet run -c Release --project tests/Marketplace.Benchmarks -- ledger --sizes 100000
//   dotnet run -c Release --project tests/Marketplace.Benchmarks -- web --sizes 10000,100000
//   dotnet run -c Release --project tests/Marketplace.Benchmarks -- desks --sizes 100000
//   dotnet run -c Release --project tests/Marketplace.Benchmarks -- placing (and on MongoDB, with MARKETPLACE_TEST_MONGODB=mongodb://…)
//   dotnet run -c Release --project tests/Marketplace.Benchmarks -- webhook (or on MongoDB, with MARKETPLACE_TEST_MONGODB=mongodb://…)
//   MARKETPLACE_TEST_ELASTICSEARCH=http://… dotnet run -c Release --project tests/Marketplace.Benchmarks -- elastic --sizes 10000,100000
//   MARKETPLACE_TEST_MONGODB=mongodb://… dotnet run -c Release --project tests/Marketplace.Benchmarks -- mongo
//   dotnet run -c Release --project tests/Marketplace.Benchmarks -- simulate --minutes 10 (or --seed 17, or --from 1)
// "web" is "beside", "memory", "start", "pages" and "publish" one after the other; each can be run by itself.
var benchmarks = new Dictionary<string, Func<int[], Task>>
{
    ["index"] = IndexBench.Run,
    ["elastic"] = ElasticBench.Run,
    ["mongo"] = _ => MongoBench.Run(),
    ["ledger"] = LedgerBench.Run,
    ["placing"] = _ => PlacingBench.Run(),
    ["desks"] = DesksBench.Run,
    ["webhook"] = _ => WebhookBench.Run(),
    ["web"] = WebBench.All,
    ["beside"] = WebBench.Beside,
    ["memory"] = WebBench.Memory,
    ["start"] = _ => WebBench.OfTwoThousand(StartAndReaders.Start),
    ["pages"] = _ => WebBench.OfTwoThousand(StartAndReaders.Pages),
    ["publish"] = _ => WebBench.OfTwoThousand(StartAndReaders.Publishing),
};

// The process that serves while another one asks; the benchmark "web" starts it by itself.
if (args is ["serve", var data]) return await ServerProgram.Run(data);

if (args is ["simulate", .. var how]) return SimulateProgram.Run(how);

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var benchmark))
{
    Console.Error.WriteLine($"Usage: -- {string.Join('|', benchmarks.Keys)} [--sizes 10000,100000]");
    return 1;
}
var sizes = args is [_, "--sizes", var list] ? list.Split(',').Select(int.Parse).ToArray() : [10_000, 100_000];
try
{
    await benchmark(sizes);
    return 0;
}
finally
{
    PublishedSite.Forget();
    BenchData.Forget();
}
