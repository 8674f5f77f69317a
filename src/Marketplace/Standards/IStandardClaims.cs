using Microsoft.AspNetCore.Components;

namespace Marketplace.Standards;

/// <summary>
/// The part of a standard's or method's page that shows who claims it. Rooms above contribute it by registering implementations;
/// where none is registered, nothing is shown.
/// </summary>
public interface IStandardClaims
{
    RenderFragment Show(NormativeDocument document);
}
