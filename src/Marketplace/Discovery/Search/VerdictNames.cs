using Marketplace.Standards;

namespace Marketplace.Discovery.Search;

/// <summary>Verdict and basis as JSON, addresses and the index write them.</summary>
internal static class VerdictNames
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Met => "met",
        Verdict.NotMet => "notMet",
        Verdict.NotEvidenced => "notEvidenced",
        _ => "notApplicable",
    };

    public static string Of(Basis basis) => basis switch
    {
        Basis.RegisterChecked => "register_checked",
        Basis.DocumentSeen => "document_seen",
        Basis.Declared => "declared",
        _ => "own_word",
    };
}
