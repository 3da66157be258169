using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Core.Events;
using Dashboard.Core.Learning;
using Dashboard.Core.Learning.Experiments;
using Dashboard.Core.Model;

namespace Dashboard.Server.Lab;

/// <summary>What `dashboard lab` prints.</summary>
internal static class LabReport
{
    private const string Green = "\e[32m";
    private const string Red = "\e[31m";
    private const string Bold = "\e[1m";
    private const string Reset = "\e[0m";

    /// <summary>TASK_COMM_LEN without the NUL.</summary>
    private const int CommWidth = 15;

    private const int TextWidth = 100;

    public static string List()
    {
        var width = ExperimentCatalogue.All.Max(e => e.Name.Length);
        var lines = ExperimentCatalogue.All.Select((e, i) =>
            string.Create(CultureInfo.InvariantCulture, $"{i + 1,2}  {e.Name.PadRight(width)}  {e.Sentence}\n"));
        return string.Concat(lines) + "\nRun one with `dashboard lab NAME`; with root it is checked against what the kernel reports.\n";
    }

    public static string ListAsJson()
        => string.Concat(ExperimentCatalogue.All.Select(e =>
            JsonSerializer.Serialize(new { name = e.Name, program = e.Program, title = e.Title, sentence = e.Sentence }, EventJson.Options) + "\n"));

    public static string Question(Experiment experiment)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"{ExperimentCatalogue.NumberOf(experiment)} of {ExperimentCatalogue.All.Count}: {experiment.Title}\n{experiment.Sentence}\n\nPredict. ");
        text.Append(experiment.Question).Append('\n');
        foreach (var (choice, letter) in experiment.Choices.Zip("abc"))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {letter}) {choice.Text}\n");
        }

        return text.Append('\n').ToString();
    }

    public static string Of(Experiment experiment, LabOutcome outcome, bool colours)
    {
        var text = new StringBuilder();
        if (outcome.Output.Length > 0)
        {
            Head(text, "The program printed");
            foreach (var line in outcome.Output.TrimEnd('\n').Split('\n'))
            {
                text.Append("  ").Append(KernelText.Display(line)).Append('\n');
            }
        }

        if (outcome.Untraced is { } why)
        {
            Head(text, "Not checked on this machine");
            Wrap(text, $"{why.TrimEnd('.')}. Below is the recorded run of the same program.");
        }

        Head(text, outcome.Untraced is null ? "What the kernel reported" : "What the kernel reported when it was recorded");
        foreach (var e in outcome.Run.Events)
        {
            var (glyph, word) = RunWords.Of(e);
            text.Append(CultureInfo.InvariantCulture,
                $"  {glyph} {word,-6} {e.Pid,7} {KernelText.Display(e.Comm).PadRight(CommWidth)}  {RunWords.Detail(e)}\n");
        }

        Head(text, "Checked against these events");
        foreach (var step in experiment.Steps)
        {
            // The run is over, so steps that it did not reach are not shown.
            var passed = step.Check(outcome.Run) == StepState.Passed;
            text.Append("  ").Append(Coloured(passed ? "ok  " : "FAIL", passed ? Green : Red, colours)).Append("  ").Append(step.Claim).Append('\n');
            if (!passed)
            {
                text.Append("        ").Append(step.Otherwise).Append('\n');
            }
        }

        var (answer, letter) = experiment.Choices.Zip("abc").First(c => c.First.IsRight);
        Head(text, $"The answer is {letter}");
        Wrap(text, answer.Text + ".");
        foreach (var paragraph in experiment.Explanation)
        {
            Wrap(text, paragraph);
        }

        Head(text, "The same with bpftrace");
        text.Append("  ").Append(experiment.BpftraceCommand.Replace("\n", "\n  ", StringComparison.Ordinal)).Append('\n');
        if (experiment.FurtherCommand is { } look)
        {
            Head(text, "Look at");
            text.Append("  ").Append(look.Command).Append('\n');
            Wrap(text, look.What);
        }

        return text.ToString();

        void Head(StringBuilder to, string words)
            => to.Append(to.Length == 0 ? "" : "\n").Append(Coloured(words, Bold, colours)).Append('\n');
    }

    private static string Coloured(string text, string colour, bool colours) => colours ? colour + text + Reset : text;

    private static void Wrap(StringBuilder text, string paragraph)
    {
        var column = 0;
        foreach (var word in paragraph.Split(' '))
        {
            if (column > 0 && column + word.Length >= TextWidth)
            {
                text.Append('\n');
                column = 0;
            }

            text.Append(column == 0 ? "  " : " ").Append(word);
            column += word.Length + 1;
        }

        text.Append('\n');
    }
}
