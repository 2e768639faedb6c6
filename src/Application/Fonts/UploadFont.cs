using FluentValidation;
using MediatR;
using PearlIo.Application.Access;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Application.Tenants;
using PearlIo.Domain.Common;
using PearlIo.Domain.Fonts;

namespace PearlIo.Application.Fonts;

/// <summary>Keeps a font, once it was found whole.</summary>
/// <param name="File">TTF, OTF, WOFF or WOFF2.</param>
/// <param name="Family">What templates will call it, or null for what it calls itself.</param>
public sealed record UploadFont(ReadOnlyMemory<byte> File, string? Family = null) : IRequest<Result<Font>>
{
    internal sealed class Validator : AbstractValidator<UploadFont>
    {
        public Validator()
        {
            RuleFor(f => f.Family).RequiredText(Font.MaxFamilyLength).When(f => f.Family is not null);
            RuleFor(f => f.Family).Custom((family, context) =>
            {
                if (family is not null && FontNames.IsGeneric(FontNames.Normalize(family)))
                {
                    context.AddFailure("'family' must not be a generic family such as sans-serif, which stands for the application's own fonts.");
                }
            });
        }
    }

    // Reading a file takes longer than a transaction should; SQLite has one writer at a time.
    internal sealed class Handler(
        IFontReader reader,
        IFontRepository fonts,
        ITenantRepository tenants,
        ITransactions transactions,
        AuditTrail audit,
        CallerContext callers,
        TimeProvider clock) : IRequestHandler<UploadFont, Result<Font>>
    {
        public async Task<Result<Font>> Handle(UploadFont request, CancellationToken cancellationToken)
        {
            if (!reader.Read(request.File).TryGetValue(out var file, out var broken))
            {
                return broken;
            }

            var family = FontNames.Normalize(request.Family ?? file.Family ?? string.Empty);
            if (FontNames.Problem(family) is { } problem)
            {
                return FontFailures.Broken(problem);
            }

            var font = Make(file, family, Timestamps.Now(clock));
            return await transactions.RunAsync(
                () => AddAsync(font, file, cancellationToken), result => result.Failure is null, cancellationToken);
        }

        private async Task<Result<Font>> AddAsync(Font font, CheckedFont file, CancellationToken cancellationToken)
        {
            if (await WhyFullAsync(font, cancellationToken) is { } full)
            {
                return full;
            }

            if (await fonts.AddAsync(font, file.Bytes, cancellationToken) != WriteOutcome.Done)
            {
                return FontFailures.Taken;
            }

            await audit.AddAsync("fonts.create", AuditTargets.Font(font.Id), before: null, AuditJson.Of(font), cancellationToken);
            return font;
        }

        private async Task<Failure?> WhyFullAsync(Font font, CancellationToken cancellationToken)
        {
            var kept = await fonts.HoldAllAsync(cancellationToken);
            if (kept.Count >= Font.MaxCount)
            {
                return FontFailures.TooMany;
            }

            var tenant = await tenants.FindAsync(font.TenantId, cancellationToken);
            var most = Math.Min(Font.MaxTotalBytes, tenant?.Limits.Bytes ?? long.MaxValue);
            return kept.Sum(f => (long)f.ByteSize) + font.ByteSize > most ? FontFailures.TooLarge : null;
        }

        private Font Make(CheckedFont file, string family, DateTimeOffset now) => new()
        {
            Id = Guid.CreateVersion7(now),
            TenantId = callers.Current.TenantId,
            Family = family,
            MinWeight = file.MinWeight,
            MaxWeight = file.MaxWeight,
            IsItalic = file.IsItalic,
            Format = file.Format,
            ContentHash = file.Hash,
            ByteSize = file.Bytes.Length,
            CreatedAt = now,
        };
    }
}
