using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Tempest.Application.Access;

namespace Tempest.Adapters.Identity;

/// <summary>Sealing keys in Tempest's storage, so that every host reads what another has sealed.</summary>
internal sealed class KeyRing(IPeople people) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. people.SealingKeysAsync().GetAwaiter().GetResult().Select(xml => XElement.Parse(xml))];

    public void StoreElement(XElement element, string friendlyName) =>
        people.AddSealingKeyAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting)).GetAwaiter().GetResult();
}
