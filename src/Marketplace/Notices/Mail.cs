namespace Marketplace.Notices;

/// <summary>One mail to one person, in plain text and as HTML that says the same.</summary>
/// <param name="MessageId">
/// <c>local@domain</c> of letters, digits, dots, hyphens and underscores. Derived from what the mail tells of, so that a mail sent again
/// after a crash carries the same one and is known for a repeat.
/// </param>
/// <param name="To">One address as <see cref="Vocabulary.EmailAddress"/> takes it, without a name.</param>
/// <param name="Subject">One line.</param>
public sealed record Mail(string MessageId, string To, string Subject, string Text, string Html);
