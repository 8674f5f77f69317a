namespace Marketplace.Identity.SignIn;

/// <summary>What the site must know of a sign-in after it was made: whether whoever vouched for it still does.</summary>
public interface ISessionState
{
    /// <summary>How surely the person is known now; null where the session has ended. Asked with every request.</summary>
    /// <param name="accessToken">What the issuer gave for asking it; null where it needs none.</param>
    /// <param name="atFirst">How surely they were known when they signed in.</param>
    Task<Strength?> Look(string subject, string session, string? accessToken, Strength atFirst, CancellationToken cancel = default);

    /// <summary>Ends every session of somebody, for an operator who says so; false where that is not the site's to do.</summary>
    Task<bool> EndAll(string subject, CancellationToken cancel = default);

    /// <summary>The site ended the sign-in: where the issuer lets it, the session ends there too, so that it is not taken up again without a proof.</summary>
    Task End(string subject, string session, CancellationToken cancel = default);
}
