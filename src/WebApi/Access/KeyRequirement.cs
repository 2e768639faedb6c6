using PearlIo.Application.ApiKeys;
using PearlIo.WebApi.Hosting;

namespace PearlIo.WebApi.Access;

/// <summary>In Production nothing is open, so that without any key nobody could ever manage anything.</summary>
internal sealed class KeyRequirement(IAdminKey adminKey, IApiKeyRepository keys, TimeProvider clock, IHostEnvironment environment)
{
    /// <summary>Makes sure that there is a key to manage the server with.</summary>
    /// <exception cref="StartUpException">There is none; the message says how to make one.</exception>
    /// <exception cref="Application.Common.DatabaseUnavailableException">The database cannot be asked; ask again once it answers.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (environment.IsProduction() && !adminKey.IsSet && !await keys.HasUsableAdminAsync(clock.GetUtcNow(), cancellationToken))
        {
            throw new StartUpException(
                $"There is no key to manage this server with. Set ADMIN_KEY to at least {ServerOptions.MinAdminKeyLength} characters that nobody can guess, or make a key with 'pearl keys create --admin'. To try Pearl-IO on this machine only, set ASPNETCORE_ENVIRONMENT=Development.");
        }
    }
}
