namespace Marketplace.Vocabulary;

/// <summary>Crockford's base 32, for codes that people read off and type: no letter of it is mistaken for another or for a digit.</summary>
public static class Crockford
{
    public const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>As it was meant: small letters are capitals, O is nought, I and L are one. Whatever else stands there stays.</summary>
    public static string Meant(string typed) => typed.ToUpperInvariant().Replace('O', '0').Replace('I', '1').Replace('L', '1');
}
