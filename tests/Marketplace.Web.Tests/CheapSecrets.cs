using System.Collections.Concurrent;
using System.Security.Cryptography;
using Marketplace.Identity.Server.Keys;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Web;

/// <summary>
/// What costs a site computing by intent, made cheap: passwords are hashed in few rounds, and key pairs come from a stock that all sites of the
/// run share (one site gets none of them twice, and neighbours get different ones). Tests of the cost itself ask for a site at full cost.
/// </summary>
internal static class CheapSecrets
{
    private const int Rounds = 1_000;

    public static void Add(IServiceCollection services)
    {
        services.PostConfigure<PasswordHasherOptions>(options => options.IterationCount = Rounds);
        services.AddSingleton<SigningKeys, Stock>();
    }

    private sealed class Stock : SigningKeys
    {
        private const int Pairs = 8;
        private static readonly ConcurrentDictionary<int, Lazy<byte[]>> pairs = new();
        private static int sites;
        private readonly int first = Interlocked.Increment(ref sites);
        private int taken;

        public override RSA New()
        {
            var number = Interlocked.Increment(ref taken);
            if (number > Pairs) return base.New();
            var pair = pairs.GetOrAdd((first + number) % Pairs, _ => new Lazy<byte[]>(() => base.New().ExportPkcs8PrivateKey()));
            var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(pair.Value, out _);
            return rsa;
        }
    }
}
