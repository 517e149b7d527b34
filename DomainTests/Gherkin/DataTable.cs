using System.Collections;

namespace Tempest.DomainTests.Gherkin;

/// <summary>The table below a step: a header and rows of text.</summary>
public sealed class DataTable(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
{
    public IReadOnlyList<string> Header => header;

    public IReadOnlyList<DataTableRow> Rows { get; } = [.. rows.Select(cells => new DataTableRow(header, cells))];

    public int RowCount => Rows.Count;

    /// <summary>One <typeparamref name="T"/> per row; columns are matched to members by name.</summary>
    public IEnumerable<T> CreateSet<T>() => Rows.Select(row => row.CreateInstance<T>()).ToList();

    /// <summary>One <typeparamref name="T"/> of a table with one row, or of two columns: member and value.</summary>
    public T CreateInstance<T>() => MembersRunDown(typeof(T))
        ? RowShape.Of(typeof(T)).Make<T>(Rows.Select(row => KeyValuePair.Create(row[0], row[1])))
        : Rows.Count == 1
            ? Rows[0].CreateInstance<T>()
            : throw new StepException($"One {typeof(T).Name} comes from one row, but the table has {Rows.Count}.");

    // Reqnroll's rule for telling a table that runs down from one that runs across.
    bool MembersRunDown(Type type) => header.Count == 2
        && (header is ["Field", "Value"] || Rows.Count > 1 || (Rows.Count == 1 && RowShape.Of(type).Has(Rows[0][0])));
}

/// <summary>One row of a <see cref="DataTable"/>; cells are reached by column name or position.</summary>
public sealed class DataTableRow(IReadOnlyList<string> header, IReadOnlyList<string> cells)
    : IEnumerable<KeyValuePair<string, string>>
{
    public string this[string key] => TryGetValue(key, out var cell)
        ? cell
        : throw new StepException($"The table has no column '{key}'; it has {string.Join(", ", header)}.");

    public string this[int index] => cells[index];

    public int Count => header.Count;

    public IEnumerable<string> Keys => header;

    public IEnumerable<string> Values => cells;

    public T CreateInstance<T>() => RowShape.Of(typeof(T)).Make<T>(this);

    public bool ContainsKey(string key) => header.Contains(key);

    public bool TryGetValue(string key, out string value)
    {
        for (var column = 0; column < header.Count; column++)
        {
            if (header[column] != key) continue;
            value = cells[column];
            return true;
        }

        value = "";
        return false;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
        header.Zip(cells, KeyValuePair.Create).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
