using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Marketplace.Storage.Moving;

/// <summary>
/// The keys of data protection, which lie beside the embedded store in files and inside the shared one. A ring of keys is a set: what
/// comes in stands beside what is there, so that neither site loses its visitors.
/// </summary>
public sealed class ArchivedKeys(IOptions<KeyManagementOptions> options)
{
    private IXmlRepository Ring => options.Value.XmlRepository ?? throw new InvalidOperationException("There is no place for keys.");

    public async IAsyncEnumerable<ArchiveRecord> Read([EnumeratorCancellation] CancellationToken cancel = default)
    {
        foreach (var key in Ring.GetAllElements().Select(Archived).OrderBy(key => key.Name, StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            yield return key;
        }
        await Task.CompletedTask;
    }

    /// <summary>Under the same name, so a key that is written again is there once.</summary>
    public void Write(ArchivedKey key) => Ring.StoreElement(XElement.Parse(key.Xml), key.Name);

    private static ArchivedKey Archived(XElement element)
    {
        var xml = element.ToString(SaveOptions.DisableFormatting);
        var name = (string?)element.Attribute("id") ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(xml)))[..32];
        return new ArchivedKey($"{element.Name.LocalName}-{name}", xml);
    }
}
