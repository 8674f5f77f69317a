using System.Globalization;
using System.Text.Encodings.Web;
using Marketplace.Identity.SignIn;
using Marketplace.Notices;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Invitations;

/// <summary>The mail of an invitation, in both languages, for nobody knows yet which one its reader reads.</summary>
internal sealed class InvitationLetter(InvitationSeal seal, SiteLinks links, MarketClock clock, HtmlEncoder encoder) : IPreviewMails
{
    public Mail Of(Invitation invitation, Organisation organisation)
    {
        var address = links.To($"/invitations/{seal.Seal(invitation.Id)}").ToString();
        var (zh, en) = (organisation.Name.In(Language.Zh), organisation.Name.In(Language.En));
        var until = clock.DayOf(invitation.Until).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string[] chinese = [$"“{zh}”邀请您加入其在准绳平台的机构。", $"请在 {until} 前打开以下链接接受邀请。链接只能使用一次，且须以收到本邮件的邮箱登录：", "如您不认识该机构，忽略本邮件即可。"];
        string[] english = [$"{en} invites you to join its organisation on Plumbline.", $"Open this link before {until} to accept. It holds once, and only for whoever signs in with the address of this mail:", "If you do not know this organisation, ignore this mail."];
        return new Mail(
            $"{invitation.Id}@plumbline", invitation.Email, Subject(zh, en),
            $"{chinese[0]}\n{chinese[1]}\n{address}\n{chinese[2]}\n\n{english[0]}\n{english[1]}\n{address}\n{english[2]}\n",
            $"<!DOCTYPE html><html lang=\"zh-Hans\"><body>{Html("zh-Hans", chinese, address)}<hr>{Html("en", english, address)}</body></html>");
    }

    public IEnumerable<MailSample> Samples(Language language)
    {
        var organisation = Organisation.Found(OrganisationId.New(clock.Now), new Bilingual("示例采购有限公司", "Example Buyers Ltd"), "per_sample", [], clock.Now);
        var invitation = new Invitation { Id = InvitationId.New(clock.Now), Organisation = organisation.Id, Email = "reader@example.com", Roles = [Role.Buyer], By = "per_sample", At = clock.Now };
        return [new MailSample("invitation", Of(invitation, organisation))];
    }

    /// <summary>Short enough for a header whatever the organisation is called.</summary>
    private static string Subject(string zh, string en)
    {
        var name = zh == en ? en : $"{zh} {en}";
        return $"邀请 Invitation: {(name.Length <= 120 ? name : string.Concat(name.EnumerateRunes().Take(110)) + "…")}";
    }

    private string Html(string language, string[] lines, string address) =>
        $"<div lang=\"{language}\"><p>{encoder.Encode(lines[0])}</p><p>{encoder.Encode(lines[1])}</p><p><a href=\"{encoder.Encode(address)}\">{encoder.Encode(address)}</a></p><p>{encoder.Encode(lines[2])}</p></div>";
}
