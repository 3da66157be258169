using System.Collections;

namespace Dashboard.Tests.Shared;

/// <summary>Stands for arguments that are too long: memory runs out when they have been looked at so many times.</summary>
internal sealed class ExhaustingList(int after) : IReadOnlyList<string>
{
    private int _looks;

    public int Count => Look(2);

    public string this[int index] => Look("x");

    public IEnumerator<string> GetEnumerator() => throw new OutOfMemoryException();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private T Look<T>(T value) => _looks++ < after ? value : throw new OutOfMemoryException();
}
