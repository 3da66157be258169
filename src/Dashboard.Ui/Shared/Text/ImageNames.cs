using Dashboard.Core.Processes;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Names of images, as the tree writes them: "sh › make › cc1".</summary>
public static class ImageNames
{
    /// <summary>The program's file name; the process name where the path is not known.</summary>
    public static string Of(Image image)
    {
        var name = image.Path is { Length: > 0 } path ? DisplayText.FileName(path) : image.Comm;

        // For /proc/self/exe and /dev/fd/3 use comm, which is more specific.
        return name is "exe" || int.TryParse(name, out _) ? image.Comm : name;
    }

    /// <summary>The images that fit in a row: the first and the last ones.</summary>
    /// <returns>The images to show, and how many are left out after the first.</returns>
    public static (IReadOnlyList<Image> Shown, int LeftOut) Trail(IReadOnlyList<Image> images, int max = 4)
        => images.Count <= max
            ? (images, 0)
            : ([images[0], .. images.Skip(images.Count - max + 1)], images.Count - max);

    public static string Sentence(IReadOnlyList<Image> images) => string.Join(" › ", images.Select(i => DisplayText.Text(Of(i), 40)));
}
