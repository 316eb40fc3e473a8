/** Texts and quoted names, which stay as they are, and what sets parts apart. */
const PARTS = /('(?:[^']|'')*'|"(?:[^"]|"")*"|[(),])/;
/** The space before a clause; of "LEFT JOIN" only the first one. */
const BEGINS_LINE =
  /(?<!\b(?:LEFT|RIGHT|FULL|INNER|CROSS|OUTER|SEMI|ANTI)) (?=(?:FROM|WHERE|GROUP BY|HAVING|QUALIFY|ORDER BY|LIMIT|UNION|EXCEPT|INTERSECT|LEFT|RIGHT|FULL|INNER|CROSS|SEMI|ANTI|JOIN)\b)/g;

/** A statement with each clause, and each column it gives, on a line of its own. Only spaces between words become line breaks. */
export function inLines(sql: string): string {
  let depth = 0;
  let isInColumns = true;
  return sql
    .split(PARTS)
    .map((part, index) => {
      if (part === ',') return depth === 0 && isInColumns ? ',\n ' : part;
      if (index % 2 === 1) {
        depth += Number(part === '(') - Number(part === ')');
        return part;
      }
      if (depth === 0 && / FROM\b/.test(part)) isInColumns = false;
      return depth === 0 ? part.replaceAll(BEGINS_LINE, '\n') : part;
    })
    .join('');
}
