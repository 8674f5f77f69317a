using Marketplace.Orders.Negotiate;
using Marketplace.Payments;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Amend;

/// <summary>What is to become of a milestone, as it is typed. Of one that there is, what is left out stays as it is.</summary>
/// <param name="Number">Of the milestone; null for one that is added.</param>
/// <param name="TakeOut">It is taken out of the order.</param>
/// <param name="Net">Without the provider's tax, in minor units.</param>
internal sealed record ChangeRow(
    int? Number = null, bool TakeOut = false, string? Title = null, long? Net = null, DateOnly? Due = null, IReadOnlyList<string>? Deliverables = null, string? AcceptanceTest = null, int? ReviewDays = null);

/// <summary>A change order as it is typed.</summary>
/// <param name="VatBasisPoints">The provider's rate on amounts that are changed or added; the order's own where it is left out.</param>
/// <param name="ValidDays">For how many days the other side can accept it.</param>
internal sealed record ChangeInput(string? Reason, IReadOnlyList<ChangeRow>? Milestones, int? VatBasisPoints = null, int ValidDays = OrderChange.UsualDays)
{
    /// <summary>Milestones that an order ever has, with those that came to their end.</summary>
    private const int MostEver = 5 * OfferInput.MostMilestones;

    public const string Rows = "milestones";

    public static string Field(int row) => $"{Rows}[{row}]";

    private static string DueOf(int row) => $"{Field(row)}.due";

    /// <summary>The change that this makes, or everything that is wrong with it. The other limits are those of an offer.</summary>
    /// <param name="most">What can be paid at once in some way, in minor units.</param>
    public Outcome<FrozenChange> Read(Order order, Side by, MarketClock clock, long most)
    {
        var fields = new FieldCheck();
        var reason = fields.Required(Reason, "reason", Order.LongestReason, multiline: true);
        if (VatBasisPoints is < 0 or > SellingTerms.MostVat) fields.Add("bad_vat", "vatBasisPoints", "税率须在 0% 到 50% 之间。", "The rate of tax is between 0 and 50 %.");
        if (ValidDays is < 1 or > OrderChange.MostDays) fields.Add("bad_days", "validDays", $"有效期须为 1 至 {OrderChange.MostDays} 天。", $"It holds for 1 to {OrderChange.MostDays} days.");
        var reading = new Reading(order, fields, clock, VatBasisPoints ?? Shares.RateOf([.. order.Agreed]), most);
        var rows = (Milestones ?? []).Take(MostEver).Select(reading.Row).OfType<ChangedMilestone>().OrderBy(it => it.Number).ToList();
        if (fields.Problems.Count == 0) Together(order, rows, fields);
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);
        return new FrozenChange(FrozenChange.Format1, order.Id, order.Changes.Count + 1, order.Evidence, by, clock.Now, reason, order.Total, Shares.Total(After(order, rows)), rows);
    }

    /// <summary>The field at which it is said why a milestone cannot be changed.</summary>
    public string FieldOf(int number) => DueOf(Math.Max(0, (Milestones ?? []).ToList().FindIndex(it => it.Number == number)));

    private static void Together(Order order, List<ChangedMilestone> rows, FieldCheck fields)
    {
        var after = After(order, rows).ToList();
        if (rows.Count == 0) fields.Add("nothing_changed", Rows, "没有任何变更。", "Nothing is changed.");
        else if (after.Count == 0) fields.Add("nothing_left", Rows, "不能取消全部里程碑；如不再需要该订单，请逐一取消里程碑。", "Something must be left of the order; to end it, cancel its milestones.");
        else if (order.Milestones.Count(it => it.State != MilestoneState.Cancelled) + Added(rows) - Taken(rows) > OfferInput.MostMilestones || order.Milestones.Count + Added(rows) > MostEver)
            fields.Add("bad_count", Rows, $"最多 {OfferInput.MostMilestones} 个里程碑。", $"An order has at most {OfferInput.MostMilestones} milestones.");
        else if (after.Sum(it => (decimal)it.Net.Amount + it.Vat.Amount) > Shares.MostMinor) fields.Add("price_too_large", Rows, "总额超出上限。", "The total is more than can be ordered.");
    }

    private static int Added(List<ChangedMilestone> rows) => rows.Count(it => it.Old is null);

    private static int Taken(List<ChangedMilestone> rows) => rows.Count(it => it.New is null);

    private static IEnumerable<MilestoneTerms> After(Order order, List<ChangedMilestone> rows) =>
        order.Agreed.Select(it => rows.Find(row => row.Number == it.Number) is { } row ? row.New : it).Concat(rows.Where(it => it.Old is null).Select(it => it.New)).OfType<MilestoneTerms>();

    /// <summary>Reads the rows of one change, one after the other.</summary>
    private sealed class Reading(Order order, FieldCheck fields, MarketClock clock, int vat, long most)
    {
        private readonly HashSet<int> seen = [];
        private int last = order.Milestones.Max(it => it.Terms.Number);

        /// <returns>Null where nothing of it is another.</returns>
        public ChangedMilestone? Row(ChangeRow row, int index)
        {
            var field = Field(index);
            if (row.Number is not { } number) return Add(row, field);
            if (order.Milestone(number) is not { } milestone) return No("unknown_value", "该订单没有此里程碑。", $"The order has no milestone {number}.");
            if (!seen.Add(number)) return No("twice", "同一里程碑出现了两次。", "A milestone is in it twice.");
            var old = milestone.Terms;
            if (row.TakeOut) return new ChangedMilestone(number, old, null);
            if (row.Title is { } title && title != old.Title) return No("not_changeable", "里程碑名称不能变更；请取消该里程碑并另行新增。", "A milestone keeps its title: take it out and add another.");
            var wanted = old with
            {
                Net = old.Net with { Amount = row.Net ?? old.Net.Amount }, Due = row.Due ?? old.Due, Deliverables = row.Deliverables ?? old.Deliverables,
                AcceptanceTest = row.AcceptanceTest ?? old.AcceptanceTest, ReviewDays = row.ReviewDays ?? old.ReviewDays,
            };
            if (ChangedMilestone.Same(old, wanted)) return null;
            // What is not touched is not judged anew.
            if (ChangedMilestone.Same(old with { Due = wanted.Due }, wanted))
            {
                MilestoneInput.CheckDue(fields, field, wanted.Due, clock);
                return new ChangedMilestone(number, old, wanted);
            }
            var input = new MilestoneInput(old.Title, wanted.Net.Amount, wanted.Due, wanted.Deliverables, wanted.AcceptanceTest, wanted.ReviewDays);
            var read = input.Read(fields, field, number, old.Net.Currency, vat, clock, most, wanted.Net == old.Net ? old.Vat.Amount : null);
            return new ChangedMilestone(number, old, read with { Title = old.Title });

            ChangedMilestone? No(string code, string zh, string en)
            {
                fields.Add(code, field, zh, en);
                return null;
            }
        }

        private ChangedMilestone Add(ChangeRow row, string field) => new(++last, null, new MilestoneInput(
            row.Title, row.Net ?? 0, row.Due, row.Deliverables, row.AcceptanceTest, row.ReviewDays ?? MilestoneInput.UsualReviewDays).Read(fields, field, last, order.Total.Currency, vat, clock, most));
    }
}
