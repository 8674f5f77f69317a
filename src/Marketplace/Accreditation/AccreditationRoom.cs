using Marketplace.Accreditation.Amend;
using Marketplace.Accreditation.Check;
using Marketplace.Accreditation.Documents;
using Marketplace.Accreditation.Import;
using Marketplace.Accreditation.Onboarding;
using Marketplace.Accreditation.Present;
using Marketplace.Api;
using Marketplace.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Accreditation;

public static class AccreditationRoom
{
    public static IServiceCollection AddAccreditation(this IServiceCollection services) => services
        .AddApiScopes(CertificateScopes.Read, CertificateScopes.Write)
        .AddSingleton<CertificateTerms>()
        .AddSingleton<IOnboardingItem, CertificateItem>()
        .AddScoped<PresentCertificate>()
        .AddScoped<AmendCertificate>()
        .AddScoped<CheckCertificate>()
        .AddScoped<CertificateDocuments>()
        .AddScoped<AttachDocument>()
        .AddScoped<ShowDocument>()
        .AddScoped<ImportCertificates>();

    public static IEndpointRouteBuilder MapAccreditation(this IEndpointRouteBuilder routes)
    {
        CertificateEndpoints.Map(routes);
        return routes;
    }
}
