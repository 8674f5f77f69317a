using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation;

/// <summary>Lines that passed every check, as they would be stored.</summary>
internal static class Previewed
{
    public static IReadOnlyList<ScopeLine> Lines(CertificateInput input) => new ScopeLineCheck(new FieldCheck()).Lines(input.ScopeLines ?? []);
}
