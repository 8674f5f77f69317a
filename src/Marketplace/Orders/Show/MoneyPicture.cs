using Marketplace.DesignSystem;
using Marketplace.Payments;

namespace Marketplace.Orders.Show;

/// <summary>A planned step in the picture: a dashed line with its number, which stands in the list below.</summary>
/// <param name="Row">Numbers that would touch stand in rows one below the other.</param>
internal sealed record PlannedMark(int Number, string X, int Row, PlannedStep Step);

/// <summary>Where the money of an order lies in a picture whose width is time and whose height is money.</summary>
internal sealed class MoneyPicture
{
    /// <summary>From the bottom up.</summary>
    public static readonly IReadOnlyList<(string Series, Func<MoneyPoint, long> Of)> Series =
    [
        ("PaidOut", it => it.PaidOut), ("Fees", it => it.Fees), ("Payable", it => it.Payable), ("Held", it => it.Held), ("GoingBack", it => it.GoingBack), ("Refunded", it => it.Refunded), ("TakenBack", it => it.TakenBack),
    ];

    public const double Top = 44;
    public const double Height = 150;
    private const double Apart = 7;
    private readonly DateTimeOffset from;
    private readonly double span;

    /// <param name="total">What the order comes to.</param>
    public MoneyPicture(OrderMoney money, long total, DateTimeOffset since, DateTimeOffset now)
    {
        var until = money.Planned.Select(it => it.At).Append(now).Max();
        from = since;
        // A moment's order would have no width.
        span = Math.Max((until - since).TotalSeconds, TimeSpan.FromDays(1).TotalSeconds) * 1.02;
        Until = since + TimeSpan.FromSeconds(span);
        Scale = new StackScale(Top, Height, Math.Max(total, money.Course.Select(it => it.PaidIn).DefaultIfEmpty().Max()));
        Total = Scale.Up(total);
        Now = StackScale.Percent(At(now));
        Pieces = [.. money.Course.SelectMany((it, i) => Scale.Pile(At(it.At), i + 1 < money.Course.Count ? At(money.Course[i + 1].At) : At(now), Series.Select(one => (one.Series, one.Of(it)))))];
        Marks = MarksOf(money.Planned);
    }

    public DateTimeOffset Until { get; }

    public StackScale Scale { get; }

    public string Total { get; }

    public string Now { get; }

    public IReadOnlyList<StackPiece> Pieces { get; }

    public IReadOnlyList<PlannedMark> Marks { get; }

    private List<PlannedMark> MarksOf(IReadOnlyList<PlannedStep> planned)
    {
        var marks = new List<PlannedMark>();
        var (before, row) = (double.MinValue, 0);
        foreach (var step in planned)
        {
            var x = At(step.At);
            row = x - before < Apart ? (row + 1) % 3 : 0;
            before = x;
            marks.Add(new PlannedMark(marks.Count + 1, StackScale.Percent(x), row, step));
        }
        return marks;
    }

    private double At(DateTimeOffset instant) => Math.Clamp((instant - from).TotalSeconds / span * 100, 0, 100);
}
