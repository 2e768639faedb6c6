namespace PearlIo.Infrastructure.Copying;

/// <summary>The primary key among the columns of a table.</summary>
internal static class CopyKey
{
    /// <summary>Its columns in order.</summary>
    public static IReadOnlyList<CopyColumn> Of(IReadOnlyList<CopyColumn> columns) =>
        [.. columns.Where(c => c.KeyPosition > 0).OrderBy(c => c.KeyPosition)];

    /// <summary>Its values in a row, none of which is ever null.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<CopyColumn> columns, IReadOnlyList<string?> row) =>
        [.. columns.Select((column, index) => (column, index)).Where(c => c.column.KeyPosition > 0).OrderBy(c => c.column.KeyPosition).Select(c => row[c.index]!)];
}
