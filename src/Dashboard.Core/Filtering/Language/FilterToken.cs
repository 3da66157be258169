namespace Dashboard.Core.Filtering.Language;

/// <summary>A token of a filter, by its position in the text.</summary>
/// <param name="End">Index after its last character.</param>
/// <param name="NameEnd">Term only: index after the field name.</param>
/// <param name="ValueStart">Term: index after the operator; word: its start.</param>
/// <param name="UnclosedQuote">Index of an opening quote without an end; -1 when there is none.</param>
internal readonly record struct FilterToken(
    FilterTokenKind Kind,
    int Start,
    int End,
    int NameEnd = 0,
    FilterOperator Operator = FilterOperator.Equal,
    int ValueStart = 0,
    int UnclosedQuote = -1);
