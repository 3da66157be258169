using System.Net.Http.Headers;
using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Http;

/// <summary>/metrics and the alerts of docs, read by Prometheus' own tool.</summary>
public sealed class MetricsTests(LiveServer live) : IClassFixture<LiveServer>
{
    [Fact]
    public async Task Metrics_OfTheRealKernel_ArePrometheusText()
    {
        using var client = new HttpClient { BaseAddress = live.Server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", DashboardServer.Token);
        var text = await client.GetStringAsync("/metrics");

        await using var check = Child.Start("promtool", "check", "metrics");
        await check.Input.WriteAsync(text);
        check.Input.Close();

        Assert.True(await check.Ended() == 0, string.Join('\n', check.Errors));
        Assert.Empty(check.Errors);
        Assert.Contains("lifecycle_capture_info{source=\"bpf\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alerts_OfTheDocs_FireOnALossAndOnNothingElse()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.Copy(Path.Combine(Repository.Root, "docs", "prometheus-alerts.yml"), Path.Combine(folder.FullName, "alerts.yml"));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "test.yml"), """
                rule_files: [alerts.yml]
                evaluation_interval: 1m
                tests:
                  - interval: 1m
                    input_series:
                      - { series: 'lifecycle_events_lost_total{instance="a",cause="ring full"}', values: '5 5 5 5 5 5 5 5 25 25' }
                      - { series: 'lifecycle_capture_up{instance="a"}', values: '1x9' }
                      - { series: 'lifecycle_probe_attached{instance="a",probe="sched:sched_process_fork"}', values: '1x9' }
                    alert_rule_test:
                      - { eval_time: 7m, alertname: LifecycleEventsLost, exp_alerts: [] }
                      - { eval_time: 9m, alertname: LifecycleCaptureFailed, exp_alerts: [] }
                      - { eval_time: 9m, alertname: LifecycleProbeMissing, exp_alerts: [] }
                      - { eval_time: 9m, alertname: LifecycleBehind, exp_alerts: [] }
                    promql_expr_test:
                      - { expr: 'ALERTS{alertname="LifecycleEventsLost"}', eval_time: 9m, exp_samples: [{ labels: 'ALERTS{alertname="LifecycleEventsLost",alertstate="firing",instance="a",severity="warning"}', value: 1 }] }
                """);
            await using var check = Child.Start("promtool", ["test", "rules", "test.yml"], environment: null, folder.FullName);
            Assert.True(await check.Ended() == 0, string.Join('\n', check.Output.Concat(check.Errors)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
