using MediatR;
using PearlIo.Domain.Common;
using PearlIo.Domain.Fonts;

namespace PearlIo.Application.Fonts;

/// <summary>Reads what is known of a font.</summary>
public sealed record GetFont(Guid Id) : IRequest<Result<Font>>
{
    internal sealed class Handler(IFontRepository fonts) : IRequestHandler<GetFont, Result<Font>>
    {
        public async Task<Result<Font>> Handle(GetFont request, CancellationToken cancellationToken) =>
            await fonts.FindAsync(request.Id, cancellationToken) is { } font ? font : FontFailures.NotFound;
    }
}
