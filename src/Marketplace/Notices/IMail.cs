namespace Marketplace.Notices;

/// <summary>
/// Hands mail on: to a folder on a first run, to a mail server in production. A mail whose Message-ID, address or subject could write a
/// header of its own is no mail but a mistake of the caller, and is refused with an <see cref="ArgumentException"/>.
/// </summary>
public interface IMail
{
    /// <summary>Returns when the mail is somebody else's to deliver; else throws <see cref="MailUnsentException"/>.</summary>
    Task Send(Mail mail, CancellationToken cancel = default);
}

/// <summary>A mail could not be handed on.</summary>
/// <param name="lasting">The server refuses this mail for good, for example its address; to try it again is of no use.</param>
public sealed class MailUnsentException(string message, bool lasting, Exception inner) : Exception(message, inner)
{
    public bool Lasting { get; } = lasting;
}
