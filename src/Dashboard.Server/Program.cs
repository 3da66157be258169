return await Dashboard.Server.Cli.CommandLine.RunAsync(args);
