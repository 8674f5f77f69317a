using Microsoft.AspNetCore.Http;

namespace Marketplace.Files;

/// <summary>A file as somebody sends it. Its name and type are what they say, and nothing goes by them alone.</summary>
public sealed record Upload(string Name, string? MediaType, Stream Content)
{
    /// <summary>What a form's file field holds; null where no file was chosen, which browsers send as a part without name and content.</summary>
    public static Upload? Of(IFormFile? file) =>
        file is null || (file.Length == 0 && file.FileName.Length == 0) ? null : new(file.FileName, file.ContentType, file.OpenReadStream());
}
