using Sluice.Tasks;

return await Host.RunAsync(args);
