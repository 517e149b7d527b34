using System.Globalization;
using System.Text;
using Npgsql;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres;

/// <summary>
/// A selection as SQL over a JSONB column. Property paths are written in code only and become literals, spelled as the
/// expression indexes spell them; every value is a parameter.
/// </summary>
internal sealed class SelectionSql(string column)
{
    private readonly StringBuilder where = new();
    private readonly List<object> values = [];

    public string OrderKey(Selection wanted) => $"{Text(wanted.OrderBy)} collate \"C\"";

    /// <param name="wanted">What is wanted.</param>
    /// <param name="scope">The condition that every row fulfils, with the parameters $1 … $n.</param>
    /// <param name="scoped">The values of these parameters.</param>
    /// <param name="select">The columns; the ordering key comes after them.</param>
    /// <param name="from">The table.</param>
    public (string Sql, IReadOnlyList<object> Values) Query(
        Selection wanted, string select, string from, string scope, params ReadOnlySpan<object> scoped)
    {
        values.AddRange(scoped);
        where.Append(scope);
        foreach (var criterion in wanted.Where) And(Condition(criterion));
        if (wanted.Words.Count > 0)
            And($"words @@ {Value(string.Join(" & ", wanted.Words.Select(word => $"'{word}':*")))}::tsquery");
        if (wanted.After is { } after)
            And($"({OrderKey(wanted)}, id) {(wanted.Descending ? '<' : '>')} ({Value(after.Key)}, {Value(after.Id)})");

        var direction = wanted.Descending ? "desc" : "asc";
        var sql = $"select {select}, {OrderKey(wanted)} from {from} where {where} "
            + $"order by {OrderKey(wanted)} {direction}, id {direction} limit {(wanted.Limit + 1).ToString(CultureInfo.InvariantCulture)}";
        return (sql, values);
    }

    /// <summary>How many rows for each value of a property; scope as with <see cref="Query"/>.</summary>
    public (string Sql, IReadOnlyList<object> Values) Counts(
        JsonPath by, IReadOnlyList<Criterion> criteria, string from, string scope, params ReadOnlySpan<object> scoped)
    {
        values.AddRange(scoped);
        where.Append(scope);
        foreach (var criterion in criteria) And(Condition(criterion));
        And($"{Text(by)} is not null");
        return ($"select {Text(by)} collate \"C\", count(*) from {from} where {where} group by 1 order by 1", values);
    }

    public static void Bind(NpgsqlCommand command, IReadOnlyList<object> values)
    {
        foreach (var value in values) command.With(value);
    }

    private string Condition(Criterion criterion) => criterion switch
    {
        Is wanted => $"{Text(wanted.Path)} = {Value(wanted.Value)}",
        NotBefore wanted => $"{Text(wanted.Path)} collate \"C\" >= {Value(wanted.Value)}",
        Before wanted => $"{Text(wanted.Path)} collate \"C\" < {Value(wanted.Value)}",
        AtLeast wanted => $"({Text(wanted.Path)})::numeric >= {Value(wanted.Value)}",
        AtMost wanted => $"({Text(wanted.Path)})::numeric <= {Value(wanted.Value)}",
        _ => throw new InvalidOperationException($"No SQL for {criterion}."),
    };

    private string Text(JsonPath path) => $"({column} #>> '{{{string.Join(',', path.Members)}}}')";

    private void And(string condition) => where.Append(" and ").Append(condition);

    private string Value(object value)
    {
        values.Add(value);
        return $"${values.Count.ToString(CultureInfo.InvariantCulture)}";
    }
}
