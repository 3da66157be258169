using Dashboard.EndToEnd.Tests.Support;

// More than the cores of a small machine, because these tests mostly wait. Those of the collection Alone come after them, one by one.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.Collections, MaxThreads = 3)]
[assembly: Xunit.AssemblyFixture(typeof(SharedBrowser))]
[assembly: Xunit.AssemblyFixture(typeof(ReplayServer))]
