using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Domain.Common;
using PearlIo.Domain.Fonts;

namespace PearlIo.Application.Fonts;

/// <summary>Deletes a font. Cards whose templates name it are drawn with the next font that these name.</summary>
public sealed record DeleteFont(Guid Id) : IRequest<Result<Unit>>, ITransactional
{
    internal sealed class Handler(IFontRepository fonts, AuditTrail audit) : IRequestHandler<DeleteFont, Result<Unit>>
    {
        public async Task<Result<Unit>> Handle(DeleteFont request, CancellationToken cancellationToken)
        {
            if (await fonts.FindAsync(request.Id, cancellationToken) is not { } font
                || await fonts.DeleteAsync(font.Id, cancellationToken) != WriteOutcome.Done)
            {
                return FontFailures.NotFound;
            }

            await audit.AddAsync("fonts.delete", AuditTargets.Font(font.Id), AuditJson.Of(font), after: null, cancellationToken);
            return Unit.Value;
        }
    }
}
