using System.Text.Json;
using Marketplace.Vocabulary;

namespace Marketplace.Demo.Content;

/// <summary>How an offer is priced: the models it may take, and the span in whole yuan before abroad's exchange and price level.</summary>
internal sealed record PriceContent(IReadOnlyList<string> Models, IReadOnlyList<double> Cny, string? Basis);

/// <summary>
/// Something a demo firm may offer in a class: what the files say of the family, the class and the offer itself, the narrower
/// overriding the wider. Texts are written "中文|English"; answers are written in the language of <see cref="Template"/>.
/// </summary>
internal sealed record Offer
{
    public required string Family { get; init; }
    public required string Code { get; init; }
    public IReadOnlyList<string> Titles { get; init; } = [];
    public string Summary { get; init; } = "";
    public IReadOnlyList<string> Topics { get; init; } = [];
    public IReadOnlyList<string> Objects { get; init; } = [];
    public IReadOnlyList<string> Stages { get; init; } = [];
    public IReadOnlyList<string> Fields { get; init; } = [];
    public IReadOnlyList<string> Steps { get; init; } = [];
    public IReadOnlyList<string> Inputs { get; init; } = [];
    public IReadOnlyList<IReadOnlyList<string>> Deliverables { get; init; } = [];
    public IReadOnlyList<string> Acceptance { get; init; } = [];
    public IReadOnlyList<string> Industries { get; init; } = [];
    public IReadOnlyList<string> Modes { get; init; } = [];
    public IReadOnlyList<string> Contracts { get; init; } = [];
    public IReadOnlyList<string> Ownership { get; init; } = [];
    /// <summary>Standards that the firm may declare to follow, on its own word.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];
    public required PriceContent Price { get; init; }
    public IReadOnlyList<double>? Cny { get; init; }
    public string? Basis { get; init; }
    public IReadOnlyList<int> Days { get; init; } = [5, 20];
    public IReadOnlyDictionary<string, JsonElement> Answers { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Kinds of evidence that the class's mandatory requirements ask of a firm on the mainland.</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];
    /// <summary>Of these kinds, one is needed wherever the firm sits.</summary>
    public IReadOnlyList<string> RequiresOne { get; init; } = [];
    /// <summary>Kinds of evidence that nobody asks for, each with the chance in percent that the firm has it.</summary>
    public IReadOnlyList<IReadOnlyList<JsonElement>> Voluntary { get; init; } = [];
    /// <summary>Only a firm with this in its name offers it, as a law firm its opinions.</summary>
    public string? Trade { get; init; }
    public string? Accreditation { get; init; }
    public int AccreditationChance { get; init; } = 75;
    public int CmaChance { get; init; }

    /// <summary>Ids of shipped methods or standards; what is not shipped is a scheme marked DEMO.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];
    public IReadOnlyList<string> AbroadMethods { get; init; } = [];
    /// <summary>Many of the methods belong into one listing, as with a series of EMC tests.</summary>
    public bool Many { get; init; }
    /// <summary>It makes sense outside mainland China too.</summary>
    public bool Abroad { get; init; }

    /// <summary>Of a calibration: the range offered, the accredited one, and the uncertainty reached.</summary>
    public IReadOnlyList<double>? Range { get; init; }
    public IReadOnlyList<double>? LineRange { get; init; }
    public string? Unit { get; init; }
    public double? Uncertainty { get; init; }

    public bool IsOfferedBy(Bilingual firm) => Trade is null || firm.Zh!.Contains(Trade, StringComparison.Ordinal);

    public bool OfferedAbroad => Abroad || AbroadMethods.Count > 0;
}
