using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace Marketplace.EndToEnd.Tests;

/// <summary>What a page may cost somebody who comes for the first time: requests, bytes over the wire, and no open socket.</summary>
[Collection(OnTheSite.Name)]
public sealed class BudgetTests(Site site)
{
    private const int MostRequests = 8;
    private const long MostBytes = 100_000;
    private const long MostHtmlBytes = 15_000;

    [Fact]
    public async Task Anonymous_pages_keep_to_their_budget()
    {
        var over = new ConcurrentQueue<string>();
        // Four at a time: each waits for a while in which nothing more is asked for.
        await Parallel.ForEachAsync((await new Pages(site).All()).Where(p => p.Person is null), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (page, _) =>
        {
            foreach (var fault in await Load(page.Path)) over.Enqueue($"{page.Path}: {fault}");
        });
        Assert.True(over.IsEmpty, string.Join('\n', over));
    }

    private async Task<List<string>> Load(string path)
    {
        var page = await site.Visitor();
        await using var _ = page.Context;
        var faults = new List<string>();
        var requests = new List<IRequest>();
        page.RequestFinished += (_, request) => requests.Add(request);
        page.WebSocket += (_, socket) => faults.Add($"opens a socket to {socket.Url}");
        await page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });

        long all = 0, html = 0;
        foreach (var request in requests.ToArray())
        {
            var bytes = (await request.SizesAsync()).ResponseBodySize;
            all += bytes;
            if (request.ResourceType == "document") html += bytes;
        }
        if (requests.Count > MostRequests) faults.Add($"{requests.Count} requests: {string.Join(' ', requests.Select(r => new Uri(r.Url).AbsolutePath))}");
        if (all > MostBytes) faults.Add($"{all} bytes");
        if (html > MostHtmlBytes) faults.Add($"HTML of {html} bytes");
        return faults;
    }
}
