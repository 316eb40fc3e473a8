/** Texts and quoted names, which stay as they are. */
const QUOTED = /('(?:[^']|'')*'|"(?:[^"]|"")*")/;
/** The space before a clause; of "LEFT JOIN" only the first one. */
const BEGINS_LINE =
  /(?<!\b(?:LEFT|RIGHT|FULL|INNER|CROSS|OUTER|SEMI|ANTI)) (?=(?:FROM|WHERE|GROUP BY|HAVING|QUALIFY|ORDER BY|LIMIT|UNION|EXCEPT|INTERSECT|LEFT|RIGHT|FULL|INNER|CROSS|SEMI|ANTI|JOIN)\b)/g;

/** A statement with each of its clauses on a line of its own. */
export function inLines(sql: string): string {
  return sql
    .split(QUOTED)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(BEGINS_LINE, '\n')))
    .join('');
}
