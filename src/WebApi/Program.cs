using PearlIo.WebApi.Commands;

return await PearlCommand.RunAsync(args);
