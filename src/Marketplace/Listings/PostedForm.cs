using Marketplace.Standards;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Listings;

/// <summary>A posted form as the answer form reads it.</summary>
internal static class PostedForm
{
    public static FormValues Values(IFormCollection form) =>
        new(form.ToDictionary(field => field.Key, field => field.Value.Select(value => value ?? "").ToArray()));
}
