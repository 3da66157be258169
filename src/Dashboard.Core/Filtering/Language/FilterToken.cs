namespace Dashboard.Core.Filtering.Language;

/// <summary>A piece of a filter, by its place in the text.</summary>
/// <param name="End">Behind its last character.</param>
/// <param name="NameEnd">Term only: behind the name of the field.</param>
/// <param name="ValueStart">Term: behind the operator; word: its start.</param>
/// <param name="UnclosedQuote">Where a quote begins that never ends; -1 when there is none.</param>
internal readonly record struct FilterToken(
    FilterTokenKind Kind,
    int Start,
    int End,
    int NameEnd = 0,
    FilterOperator Operator = FilterOperator.Equal,
    int ValueStart = 0,
    int UnclosedQuote = -1);
