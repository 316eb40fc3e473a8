import type { Answer, Cell, Column, FollowUp, Reply } from '../../../core/answer.ts';

export type ReplyJson = {
  readonly id: string;
  readonly kind: Reply['kind'];
  readonly headline: string;
  readonly plan: unknown;
  readonly sql: string | null;
  readonly params: Readonly<Record<string, Cell>>;
  readonly period: {
    readonly start: string;
    readonly end: string;
    readonly zone: string;
    readonly partial: boolean;
  } | null;
  readonly columns: readonly Pick<Column, 'name' | 'role' | 'unit'>[];
  readonly rows: readonly (readonly Cell[])[];
  readonly choices?: readonly FollowUp[];
  readonly followUps: readonly FollowUp[];
  readonly warnings: readonly string[];
  readonly asOf: string | null;
};

/** A reply for programs: durations in seconds, shares 0–1, nothing rounded, no marks in the headline. */
export function replyJson(id: string, reply: Reply, plan: unknown): ReplyJson {
  const headline = reply.headline.replaceAll('**', '');
  const { kind, asOf } = reply;
  const said = { id, kind, headline, plan };
  const nothing = { sql: null, params: {}, period: null, columns: [], rows: [] };
  switch (reply.kind) {
    case 'answer':
      return {
        ...said,
        ...figuresOf(reply),
        followUps: reply.followUps,
        warnings: reply.warnings,
        asOf,
      };
    case 'clarify':
      return { ...said, ...nothing, choices: reply.choices, followUps: [], warnings: [], asOf };
    case 'decline':
      return { ...said, ...nothing, followUps: reply.followUps, warnings: [], asOf };
  }
}

function figuresOf({ provenance, table, figures }: Answer) {
  const [statement] = provenance.statements;
  const { columns, rows } = table ?? tableOf(figures);
  const { period } = provenance;
  return {
    sql: statement?.sql ?? null,
    params: statement?.params ?? {},
    period: period && {
      start: period.start,
      end: period.end,
      zone: period.zone,
      partial: period.partial,
    },
    columns: columns.map(({ name, role, unit }) => ({ name, role, ...(unit && { unit }) })),
    rows,
  };
}

/** Figures that stand in no table: one row of them. */
function tableOf(figures: Answer['figures']) {
  const columns = figures.map(({ label, unit }) => ({
    name: label,
    role: 'metric' as const,
    unit,
  }));
  return { columns, rows: figures.length > 0 ? [figures.map(({ value }) => value)] : [] };
}
