namespace Marketplace.Rigs.Servers;

/// <summary>
/// A real server to test against. Its variable holds its address; where that is not set, what needs the server is skipped, with a reason
/// that says what to set, unless <c>MARKETPLACE_REQUIRE</c> names it: then its absence is a failure.
/// </summary>
public sealed record TestServer(string Name, string Variable, string Example)
{
    public static TestServer MongoDb { get; } = new("mongodb", "MARKETPLACE_TEST_MONGODB", "mongodb://127.0.0.1:27017/?replicaSet=market");

    public static TestServer Elasticsearch { get; } = new("elasticsearch", "MARKETPLACE_TEST_ELASTICSEARCH", "http://127.0.0.1:9200");

    public static TestServer Toxiproxy { get; } = new("toxiproxy", "MARKETPLACE_TEST_TOXIPROXY", "http://127.0.0.1:8474");

    /// <summary>For accounts; without a database's name, for each test makes one.</summary>
    public static TestServer PostgreSql { get; } = new("postgresql", "MARKETPLACE_TEST_POSTGRESQL", "Host=127.0.0.1;Port=5432;Username=market");

    /// <summary>A foreign OpenID Connect provider that takes the redirect address of a site in process.</summary>
    public static TestServer Oidc { get; } = new("oidc", "MARKETPLACE_TEST_OIDC", "http://localhost:9998/");

    /// <summary>Stripe's own stateless checker of requests to its API.</summary>
    public static TestServer StripeMock { get; } = new("stripe-mock", "MARKETPLACE_TEST_STRIPE", "http://127.0.0.1:12111");

    public string? Address => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : null;

    public bool IsRequired =>
        (Environment.GetEnvironmentVariable("MARKETPLACE_REQUIRE") ?? "").Split(',', StringSplitOptions.TrimEntries).Contains(Name, StringComparer.OrdinalIgnoreCase);

    public string WhySkipped => $"No {Name} to test against. To run this: {Variable}='{Example}' ./test";

    /// <summary>The address; otherwise the test is skipped by the means of its framework, or fails where the server is required.</summary>
    public string AddressOr(Action<string> skip)
    {
        if (Address is { } address) return address;
        if (IsRequired) throw new InvalidOperationException($"MARKETPLACE_REQUIRE names {Name}, but {Variable} is not set.");
        skip(WhySkipped);
        throw new InvalidOperationException("A skipped test must not go on.");
    }
}
