using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Tests.Vocabulary;

public sealed class MoneyTests
{
    private static readonly Money ten = new(1_000, "CNY");

    [Fact]
    public void Amounts_of_one_currency_add_up_and_compare()
    {
        Assert.Equal(new Money(1_001, "CNY"), ten + new Money(1, "CNY"));
        Assert.Equal(new Money(-1, "CNY"), new Money(999, "CNY") - ten);
        Assert.Equal(new Money(3_000, "CNY"), ten * 3);
        Assert.Equal(new Money(-1_000, "CNY"), -ten);
        Assert.True(ten > new Money(999, "CNY") && ten >= new Money(1_000, "CNY") && new Money(999, "CNY") < ten && ten <= new Money(1_000, "CNY"));
        Assert.Equal(new Money(2_000, "CNY"), Money.Sum([ten, ten], "CNY"));
        Assert.Equal(Money.Zero("CNY"), Money.Sum([], "CNY"));
    }

    [Fact]
    public void Two_currencies_are_never_mixed()
    {
        var dollar = new Money(100, "USD");
        Assert.Throws<InvalidOperationException>(() => ten + dollar);
        Assert.Throws<InvalidOperationException>(() => ten - dollar);
        Assert.Throws<InvalidOperationException>(() => ten < dollar);
        Assert.Throws<InvalidOperationException>(() => Money.Sum([ten, dollar], "CNY"));
        Assert.NotEqual(new Money(1, "CNY"), new Money(1, "USD"));
    }

    [Fact]
    public void What_does_not_fit_is_not_wrapped()
    {
        var most = new Money(long.MaxValue, "CNY");
        Assert.Throws<OverflowException>(() => most + new Money(1, "CNY"));
        Assert.Throws<OverflowException>(() => -new Money(long.MinValue, "CNY"));
        Assert.Throws<OverflowException>(() => new Money(long.MinValue, "CNY") - new Money(1, "CNY"));
        Assert.Throws<OverflowException>(() => most * 2);
    }
}
