namespace PearlIo.WebApi.OgImages;

/// <summary>Describes what the card addresses answer.</summary>
internal static class CardDescriptions
{
    /// <summary>A card, or a small picture where there is none.</summary>
    public static RouteHandlerBuilder WithPictures(this RouteHandlerBuilder endpoint) => endpoint
        .Produces<byte[]>(StatusCodes.Status200OK, "image/png", "image/jpeg", "image/webp")
        .Produces(StatusCodes.Status304NotModified)
        .Produces<byte[]>(StatusCodes.Status400BadRequest, "image/png")
        .Produces<byte[]>(StatusCodes.Status403Forbidden, "image/png")
        .Produces<byte[]>(StatusCodes.Status404NotFound, "image/png")
        .Produces<byte[]>(StatusCodes.Status414UriTooLong, "image/png");
}
