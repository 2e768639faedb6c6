using Microsoft.AspNetCore.Mvc;
using PearlIo.Domain.Common;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;

namespace PearlIo.WebApi.Controllers;

/// <summary>What the controllers of the API share.</summary>
[ApiController]
[Produces("application/json")]
[ProducesResponseType<ProblemDocument>(StatusCodes.Status400BadRequest, Problems.ContentType)]
internal abstract class ApiController : ControllerBase
{
    /// <summary>How often a change is tried anew that named no version and was overtaken by another.</summary>
    private const int MaxAttempts = 100;

    private static readonly Failure Contended = new(
        FailureKind.TooBusy, "request.contended", "Too many others are changing this at the same time. Try again in a moment.");

    /// <summary>Answers with a value or the failure in its place.</summary>
    protected static IActionResult Answer<T>(Result<T> result, Func<T, IActionResult> answer) =>
        result.TryGetValue(out var value, out var failure) ? answer(value) : new ProblemResult(failure);

    /// <summary>Answers with a resource and its entity tag, or 304 where the caller has it.</summary>
    protected IActionResult Resource(object resource, long version)
    {
        var tag = Preconditions.Tag(version);
        Response.Headers.ETag = tag;
        var isRead = HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method);
        return isRead && Preconditions.IsKnown(Request.Headers.IfNoneMatch, tag)
            ? StatusCode(StatusCodes.Status304NotModified)
            : Ok(resource);
    }

    /// <summary>
    /// Reads, changes and writes until no other writer came in between; a caller who named a version in <c>If-Match</c> is
    /// told instead.
    /// </summary>
    /// <param name="read">Reads the current state.</param>
    /// <param name="version">The state's version.</param>
    /// <param name="overtaken">What to answer where <c>If-Match</c> does not allow the write.</param>
    /// <param name="write">Writes a change of a state that it is given.</param>
    protected async Task<Result<TOut>> ChangeAsync<TState, TOut>(
        Func<Task<Result<TState>>> read, Func<TState, long> version, Failure overtaken, Func<TState, Task<Result<TOut>>> write)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (!(await read()).TryGetValue(out var state, out var failure))
            {
                return failure;
            }

            if (!Preconditions.AllowsWrite(Request, version(state)))
            {
                return overtaken;
            }

            var written = await write(state);
            var wasOvertaken = written.Failure?.Kind == FailureKind.PreconditionFailed;
            if (!wasOvertaken || Preconditions.HasIfMatch(Request))
            {
                return written;
            }

            if (attempt == MaxAttempts)
            {
                return Contended;
            }
        }
    }
}
