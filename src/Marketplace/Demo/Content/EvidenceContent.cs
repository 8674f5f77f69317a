namespace Marketplace.Demo.Content;

/// <summary>An accreditation body and the marks that its laboratories and its certifiers show.</summary>
internal sealed record Accreditor(string Issuer, IReadOnlyList<string> Marks, IReadOnlyList<string> CertifierMarks, bool Mra);

/// <summary>A kind of certificate. Its key in the file is the permit's code where <paramref name="Permit"/> is true.</summary>
/// <param name="Years">How long it is granted for; 0 for good.</param>
/// <param name="Claim">A listing that rests on it says so in its claims.</param>
internal sealed record EvidenceKind(
    string Type, string Number, int Years, IReadOnlyList<string>? Mainland = null, IReadOnlyList<string>? Abroad = null,
    bool Permit = false, string? Issuer = null, IReadOnlyList<string>? Marks = null, bool Claim = false)
{
    public bool IsAccreditation => Type == "accreditation";
}

internal sealed record EvidenceContent(
    IReadOnlyDictionary<string, Accreditor> Accreditors, IReadOnlyDictionary<string, EvidenceKind> Kinds);
