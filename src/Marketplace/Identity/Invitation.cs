using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity;

public enum InvitationState { Open, Accepted, Withdrawn }

/// <summary>
/// An administrator's word that whoever owns an address may join, good once and for seven days. The link in its mail is not kept: it is the
/// invitation's id, sealed with the site's keys.
/// </summary>
[StoredAs("invitations")]
public sealed record Invitation
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromDays(7);

    public required InvitationId Id { get; init; }
    public required OrganisationId Organisation { get; init; }

    /// <summary>Empty once it was accepted: it is the person's then, and theirs to have erased.</summary>
    public required string Email { get; init; }
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>The id of the person who invited.</summary>
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public InvitationState State { get; init; }
    public string? AcceptedBy { get; init; }

    public DateTimeOffset Until => At + GoodFor;

    public bool IsOpen(DateTimeOffset now) => State == InvitationState.Open && now < Until;
}

[JsonConverter(typeof(IdConverter<InvitationId>))]
public readonly record struct InvitationId(string Value) : IId<InvitationId>
{
    public static string Prefix => "inv_";
    public static InvitationId From(string value) => new(value);
    public static InvitationId New(DateTimeOffset now) => new(Ids.New(Prefix, now));
    public static InvitationId Parse(string s, IFormatProvider? provider) => Ids.Parse<InvitationId>(s);
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out InvitationId result) => Ids.TryParse(s, out result);
    public override string ToString() => Value;
}
