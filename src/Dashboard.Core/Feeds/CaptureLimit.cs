namespace Dashboard.Core.Feeds;

/// <summary>A fact that the capture cannot provide, because of the kernel or because a probe is not attached.</summary>
/// <param name="Of">The BPF program that is missing, or one of the names in <see cref="LimitPlaces"/>.</param>
/// <param name="Sentence">What is missing and why: "Failed execs are not seen: the probe on … is not attached."</param>
public sealed record CaptureLimit(string Of, string Sentence);
