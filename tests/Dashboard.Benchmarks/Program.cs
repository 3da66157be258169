using Dashboard.Benchmarks;

// `make bench` prints one Markdown table; each row is measured in this run, on this machine.
return await BurstBenchmark.Run() ? 0 : 1;
