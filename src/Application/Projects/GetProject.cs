using MediatR;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;

namespace PearlIo.Application.Projects;

/// <summary>Reads one project.</summary>
public sealed record GetProject(Guid Id) : IRequest<Result<Project>>
{
    internal sealed class Handler(IProjectRepository projects) : IRequestHandler<GetProject, Result<Project>>
    {
        public async Task<Result<Project>> Handle(GetProject request, CancellationToken cancellationToken) =>
            await projects.FindAsync(request.Id, cancellationToken) is { } project ? project : ProjectFailures.NotFound;
    }
}
