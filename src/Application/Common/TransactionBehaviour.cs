using MediatR;
using PearlIo.Domain.Common;

namespace PearlIo.Application.Common;

/// <summary>A request that changes rows: all of its changes, and what the audit says of them, are kept together or not at all.</summary>
public interface ITransactional;

/// <summary>Opens the transaction of the caller's tenant around the handlers of changes; a failure takes everything back.</summary>
internal sealed class TransactionBehaviour<TRequest, TResponse>(ITransactions transactions) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>, ITransactional
    where TResponse : IFailable<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        transactions.RunAsync(() => next(), response => response.Failure is null, cancellationToken);
}
