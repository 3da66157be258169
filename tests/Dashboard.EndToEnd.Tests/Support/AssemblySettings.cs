using Dashboard.EndToEnd.Tests.Support;

// Serial, because these tests observe the one process table of the machine.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: Xunit.AssemblyFixture(typeof(SharedBrowser))]
[assembly: Xunit.AssemblyFixture(typeof(ReplayServer))]
