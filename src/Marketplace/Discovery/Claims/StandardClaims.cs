using Marketplace.Standards;
using Microsoft.AspNetCore.Components;

namespace Marketplace.Discovery.Claims;

/// <summary>Puts onto a standard's or method's page who demonstrates it today.</summary>
internal sealed class StandardClaims : IStandardClaims
{
    public RenderFragment Show(NormativeDocument document) => builder =>
    {
        builder.OpenComponent<ClaimsOfDocument>(0);
        builder.AddComponentParameter(1, nameof(ClaimsOfDocument.Document), document);
        builder.CloseComponent();
    };
}
