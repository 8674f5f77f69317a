using Marketplace.Payments;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Marketplace.Tests.Payments;

public sealed class BankTransferTests
{
    [Fact]
    public void A_reference_is_found_however_a_bank_writes_it_and_a_wrong_one_is_none()
    {
        var reference = TransferReference.Of("ord_01JDXH3A1B2C3D4E5F6G7H8J9K/1");

        Assert.Equal(reference, TransferReference.Of("ord_01JDXH3A1B2C3D4E5F6G7H8J9K/1"));
        Assert.NotEqual(reference, TransferReference.Of("ord_01JDXH3A1B2C3D4E5F6G7H8J9K/2"));
        foreach (var written in new[] { reference, reference.ToLowerInvariant(), reference.Replace("-", "", StringComparison.Ordinal), $"货款/{reference.Replace('-', ' ')} 谢谢", reference.Replace('0', 'O').Replace('1', 'l') })
            Assert.Equal([reference], TransferReference.In(written));
        Assert.Empty(TransferReference.In("MP"));
        Assert.Empty(TransferReference.In("invoice 2026-11"));
    }

    [Fact]
    public void No_letter_of_a_reference_can_be_mistaken_for_another()
    {
        var reference = TransferReference.Of("ord_1/1");
        var plain = reference.Replace("-", "", StringComparison.Ordinal);
        for (var at = 2; at < plain.Length; at++)
        {
            foreach (var letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".Where(it => it != plain[at]))
                Assert.DoesNotContain(reference, TransferReference.In($"{plain[..at]}{letter}{plain[(at + 1)..]}"));
        }
    }

    [Theory]
    [InlineData("DE89 3704 0044 0532 0130 00", "COBADEFF", null)]
    [InlineData("6222 0202-0000 1234", "104290003582", null)]
    [InlineData("GB82WEST12345698765432", null, null)]
    [InlineData("GB82WEST12345698765431", null, "bad_account")] // one digit is wrong
    [InlineData("12 34", null, "bad_account")]
    [InlineData("6222;DROP", null, "bad_account")]
    [InlineData("=1+1234567", null, "bad_account")]
    [InlineData("", null, "required")]
    [InlineData("12345678", "COBA12", "bad_bank_code")]
    [InlineData("12345678", "10429000358", "bad_bank_code")]
    public void An_account_is_read_or_what_is_wrong_with_it_is_said(string number, string? code, string? problem)
    {
        var fields = new FieldCheck();
        var account = BankAccount.Read(fields, "上海测试有限公司", "中国银行", number, code);

        Assert.Equal(problem, fields.Problems is [var first, ..] ? first.Code : null);
        if (problem is null) Assert.DoesNotContain(' ', account.Number);
    }

    [Theory]
    [InlineData(null, PayBy.Direct)]
    [InlineData("direct", PayBy.Direct)]
    [InlineData("none", null)]
    public void Transfers_are_direct_unless_it_is_said_otherwise(string? kind, PayBy? by) => Assert.Equal(by, Read(("Kind", kind)).By);

    [Fact]
    public void Money_is_kept_for_others_only_where_the_licensed_institution_is_named()
    {
        Assert.Contains("licensed", Assert.Throws<SettingException>(() => Read(("Kind", "held"))).Message, StringComparison.Ordinal);
        Assert.Contains("Account:holder", Assert.Throws<SettingException>(() => Read(("Kind", "held"), ("Custodian", "存管银行"))).Message, StringComparison.Ordinal);
        Assert.Throws<SettingException>(() => Read(("Kind", "escrow")));

        var rules = Read(("Kind", "held"), ("Custodian", "存管银行"), ("Account:Holder", "市场"), ("Account:Bank", "存管银行"), ("Account:Number", "12345678"));
        Assert.Equal((PayBy.Held, "存管银行", "12345678"), (rules.By, rules.Custodian, rules.Account?.Number));
    }

    private static TransferRules Read(params (string Name, string? Value)[] settings) => TransferRules.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(it => new KeyValuePair<string, string?>($"Payments:Transfer:{it.Name}", it.Value))).Build());
}
