using Dashboard.EndToEnd.Tests.Support;

// One machine, one kernel, one port at a time: these tests watch the real process table.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: Xunit.AssemblyFixture(typeof(SharedBrowser))]
[assembly: Xunit.AssemblyFixture(typeof(ReplayServer))]
