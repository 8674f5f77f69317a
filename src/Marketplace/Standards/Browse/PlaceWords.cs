using Marketplace.Vocabulary;
using Microsoft.Extensions.Localization;

namespace Marketplace.Standards.Browse;

internal static class PlaceWords
{
    /// <summary>Where a document holds: international, the European Union, a country or a division of one.</summary>
    public static string Jurisdiction(this IStringLocalizer<Words> words, string code) =>
        code is "INT" or "EU" ? words[$"jurisdiction.{code}"] : Regions.NameOf(code).In(Languages.Current);
}
