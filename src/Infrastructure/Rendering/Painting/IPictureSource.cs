using PearlIo.Infrastructure.Rendering.Canvas.Pictures;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>Where painting gets decoded pictures from. Nothing is fetched while a card is painted.</summary>
internal interface IPictureSource
{
    /// <summary>The picture of an address as it stands in the document (<c>data:</c>, <c>asset:</c>, <c>https:</c>), or null where there is none: nothing is painted then.</summary>
    Picture? TryGet(string address);
}
