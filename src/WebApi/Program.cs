using PearlIo.Infrastructure;
using PearlIo.WebApi.Commands;

// Before anything of the command line is loaded: such processes are started while somebody waits, and are to stay small.
return args is [InfrastructureRegistration.DecodeCommand, var fontFolder]
    ? InfrastructureRegistration.DecodePictures(fontFolder)
    : await PearlCommand.RunAsync(args);
