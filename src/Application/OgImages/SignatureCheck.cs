using PearlIo.Application.SigningKeys;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.SigningKeys;

namespace PearlIo.Application.OgImages;

/// <summary>Whose word the parameters of a card request are.</summary>
public enum QueryTrust
{
    /// <summary>Anybody's: not signed, or wrongly.</summary>
    None,

    /// <summary>That of whoever has a live key of the project.</summary>
    Full,

    /// <summary>That of whoever had a key that is retired: good for cards that are kept.</summary>
    KeptOnly,
}

/// <summary>Tells signed requests from others.</summary>
public sealed class SignatureCheck(SigningKeySets keys, TimeProvider clock)
{
    /// <summary>
    /// Checks the signature of a request. One that is wrong, whose time is over or whose key is revoked makes a request no better than
    /// one without.
    /// </summary>
    /// <returns>What the parameters are worth, or Forbidden where the project asks for signatures and there is none that is right.</returns>
    public async Task<Result<QueryTrust>> CheckAsync(Project project, CardRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(request);
        if (request.SignedQuery is not { } signed)
        {
            return project.RequireSignature ? OgImageFailures.SignatureRequired : QueryTrust.None;
        }

        var trust = HasExpired(signed) ? QueryTrust.None : await FindAsync(project, signed, cancellationToken);
        return trust == QueryTrust.None && project.RequireSignature ? OgImageFailures.SignatureWrong : trust;
    }

    private async Task<QueryTrust> FindAsync(Project project, SignedQuery signed, CancellationToken cancellationToken)
    {
        foreach (var key in await keys.GetAsync(project, cancellationToken))
        {
            if (key.Secret?.HasSigned(signed.Message, signed.Signature) == true)
            {
                return key.State == SigningKeyState.Live ? QueryTrust.Full : QueryTrust.KeptOnly;
            }
        }

        return QueryTrust.None;
    }

    private bool HasExpired(SignedQuery signed) => signed.ExpiresAt <= clock.GetUtcNow();
}
