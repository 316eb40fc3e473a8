import type { Answer, Cell, Provenance, Statement } from './answer.ts';
import { periodWords, sinceWords } from './days.ts';
import { formatCount } from './format.ts';
import { formatInstant } from './format-time.ts';

/** One thing said of how an answer was made: a term, and what holds, each line by itself. */
export type ProvenanceTerm = {
  readonly term: string;
  readonly lines: readonly string[];
  /** What the lines define, where they are a metric's definition. */
  readonly defines?: string;
};

/** The last line of an answer: how the question was read, and of what age the data is. `zone` stands in where no period names one. */
export function readingWords(
  { provenance, asOf }: Answer,
  { now, zone }: { readonly now: number; readonly zone: string },
): string {
  const parts = [
    provenance.kept.length > 0 ? `kept: ${provenance.kept.join(', ')}` : '',
    ...provenance.assumed,
    provenance.reading,
    `data as of ${sinceWords(asOf, now, provenance.period?.zone ?? zone)}`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** How an answer was made, but for its SQL: terms that say nothing are left out. */
export function provenanceTerms(provenance: Provenance, zone: string): readonly ProvenanceTerm[] {
  const shownZone = provenance.period?.zone ?? zone;
  const terms: readonly ProvenanceTerm[] = [
    { term: 'Read as', lines: [provenance.reading] },
    { term: 'Kept', lines: [provenance.kept.join(', ')] },
    { term: 'Taken as', lines: [provenance.assumed.join(', ')] },
    ...provenance.definitions.map(({ label, text }) => ({
      term: 'Definition',
      lines: [text],
      defines: label,
    })),
    { term: 'Counted at', lines: [provenance.anchor] },
    { term: 'Period', lines: provenance.period ? [periodWords(provenance.period)] : [] },
    { term: 'Filters', lines: provenance.filters },
    { term: 'Rows', lines: provenance.rows > 0 ? [rowWords(provenance)] : [] },
    {
      term: 'Freshness',
      lines: provenance.freshness.map((item) => freshnessWords(item, shownZone)),
    },
  ];
  return terms
    .map((each) => ({ ...each, lines: each.lines.filter((line) => line !== '') }))
    .filter(({ lines }) => lines.length > 0);
}

/** A statement in pieces: as written, and each parameter's value in its place. */
export function statementParts({
  sql,
  params,
}: Statement): readonly { readonly text: string; readonly isValue: boolean }[] {
  return sql.split(/(\$[A-Za-z_]\w*)/).map((part) => {
    const value = part.startsWith('$') ? params[part.slice(1)] : undefined;
    return value === undefined
      ? { text: part, isValue: false }
      : { text: literal(value), isValue: true };
  });
}

function rowWords({ rows, used, missing }: Provenance): string {
  const left = missing > 0 ? `, ${formatCount(missing)} left out for want of a value` : '';
  return `${formatCount(used)} used of ${formatCount(rows)}${left}`;
}

function freshnessWords(item: Provenance['freshness'][number], zone: string): string {
  const newest = item.newestAt ? `newest record ${formatInstant(item.newestAt, zone)}, ` : '';
  const upTo = item.readUntil ? `, read up to ${formatInstant(item.readUntil, zone)}` : '';
  return `${item.source}: ${newest}loaded ${formatInstant(item.loadedAt, zone)}${upTo}`;
}

function literal(value: Cell): string {
  if (value === null) return 'NULL';
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}
