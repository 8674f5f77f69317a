using Marketplace.Demo.Content;
using Marketplace.Vocabulary;

namespace Marketplace.Demo.Making;

/// <summary>What a demo firm is going to be, before it is made.</summary>
/// <param name="Classes">The class of each of its listings.</param>
/// <param name="Lapses">One of the certificates it rests on has expired or been suspended since.</param>
internal sealed record FirmPlan(
    int Index, Dice Dice, Place Place, Bilingual City, string Family, Bilingual Name, IReadOnlyList<string> Classes, DateOnly Today, bool Lapses, bool IsCast)
{
    /// <summary>The language in which the firm writes what it says in one language only.</summary>
    public Language Language => Place.IsMainland ? Language.Zh : Language.En;

    /// <summary>The day it came to the marketplace. The cast came first, so that lists that begin with the oldest begin with it.</summary>
    public DateOnly Registered { get; } = Today.AddDays(IsCast ? Index - 900 : -Dice.Between(Lapses ? 240 : 90, 820));

    /// <summary>The days on which it published listings.</summary>
    public IReadOnlyList<DateOnly> PublicationDays => field ??= Days();

    /// <summary>The day from which the certificate no longer counts.</summary>
    public DateOnly LapseDay => field == default ? field = Today.AddDays(-Dice.Between(0, 30)) : field;

    private List<DateOnly> Days()
    {
        var last = Today.AddDays(Lapses ? -45 : -1).DayNumber;
        return [.. Enumerable.Range(0, Dice.Between(1, 3)).Select(_ => DateOnly.FromDayNumber(Dice.Between(Registered.DayNumber + 30, last))).Order()];
    }
}
