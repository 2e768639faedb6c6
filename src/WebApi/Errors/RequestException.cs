using PearlIo.Domain.Common;

namespace PearlIo.WebApi.Errors;

/// <summary>A request that was refused deep inside the framework, where no result can be handed back.</summary>
internal sealed class RequestException(Failure failure) : Exception(failure.Message)
{
    public Failure Failure { get; } = failure;
}
