using System.Globalization;
using Marketplace.Discovery;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Rigs.Searching;

/// <summary>A made-up provider: where it is, its certificates, and the rows their scopes cover.</summary>
internal sealed class SyntheticProvider
{
    private static readonly string[] Sizes = ["micro", "small", "medium", "large"];
    private static readonly string[] Standards = ["iso-iec-17025", "gb-t-27025", "iso-9001", "iso-14001", "iso-45001", "iso-iec-17020", "iso-iec-27001", "iso-13485", "gb-t-19001", "rb-t-214"];
    private static readonly string[] Types = ["accreditation", "certification", "registration", "self_declaration", "peer_review"];
    private static readonly string[] Marks = ["CNAS", "CMA", "ILAC-MRA", "CAL"];
    private static readonly string[] Accreditors = ["CNAS", "CNCA", "UKAS", "A2LA", "DAkkS"];

    public SyntheticProvider(Random random, DateOnly today, int number)
    {
        City = SyntheticWords.Cities[random.Next(SyntheticWords.Cities.Length)];
        var name = SyntheticWords.Names[random.Next(SyntheticWords.Names.Length)];
        Id = new ProviderId(IdOf("prv_", number, new DateTimeOffset(today, TimeOnly.MinValue, TimeSpan.Zero)));
        Name = new Bilingual($"{City.Zh}{name.Zh}检测技术有限公司DEMO{number}", $"{City.En} {name.En} Laboratories DEMO {number}");
        Size = Sizes[random.Next(4)];
        var country = City.Code[..2];
        Regions = country == "CN" ? [City.Code, "CN"] : [City.Code, country, "abroad"];
        Claims = [.. Enumerable.Range(0, random.Next(4)).Select(i => Claim(random, today, number, i))];
        Rows = [.. Enumerable.Range(0, 8).Select(_ => Row(random, today))];
    }

    public (string Code, string Zh, string En) City { get; }
    public ProviderId Id { get; }
    public Bilingual Name { get; }
    public string Size { get; }
    public string[] Regions { get; }
    public ClaimRow[] Claims { get; }
    public CoveredRow[] Rows { get; }

    /// <summary>An identifier that is always the same for the same number and instant.</summary>
    public static string IdOf(string prefix, int number, DateTimeOffset at)
    {
        Span<byte> randomness = stackalloc byte[10];
        BitConverter.TryWriteBytes(randomness, number);
        return prefix + Ulid.NewUlid(at, randomness);
    }

    private static ClaimRow Claim(Random random, DateOnly today, int number, int index)
    {
        var type = Types[random.Next(Types.Length)];
        var permit = random.Next(6) == 0;
        DateOnly? until = random.Next(4) == 0 ? null : today.AddDays(random.Next(-120, 900));
        return new ClaimRow(
            IdOf("crt_", number * 4 + index, new DateTimeOffset(today.AddYears(-2), TimeOnly.MinValue, TimeSpan.Zero)), string.Create(CultureInfo.InvariantCulture, $"DEMO-L{number:D5}-{index}"),
            permit ? null : Standards[random.Next(Standards.Length)], permit ? "permit_" + random.Next(9).ToString(CultureInfo.InvariantCulture) : null, type,
            [.. Marks.Where(_ => random.Next(3) == 0)], random.Next(5) == 0 ? null : Accreditors[random.Next(5)],
            (Verification)random.Next(3), random.Next(2) == 0 ? null : today.AddDays(-random.Next(300)),
            today.AddDays(-random.Next(400, 900)), until, EvidenceStatus.Expired);
    }

    private static CoveredRow Row(Random random, DateOnly today)
    {
        var edition = (2006 + random.Next(3) * 6).ToString(CultureInfo.InvariantCulture);
        var parameter = SyntheticWords.Topics[random.Next(SyntheticWords.Topics.Length)];
        return new CoveredRow(
            $"gb/t {17000 + random.Next(300)}.{1 + random.Next(4)}", random.Next(5) == 0 ? null : edition, random.Next(5) == 0 ? null : edition,
            parameter.Zh, SyntheticWords.Objects[random.Next(SyntheticWords.Objects.Length)], random.Next(6) == 0,
            today.AddDays(-500), random.Next(3) == 0 ? today.AddDays(random.Next(-60, 400)) : null);
    }
}
