import type { Judgement } from './judge.ts';

export type Tally = { readonly of: number; readonly right: number };

export type Scores = {
  readonly asked: number;
  /** Answers that differ from their gold, or given where there is none. */
  readonly wrong: number;
  readonly answered: Tally;
  /** Of the questions that only a refusal or a question back does justice to. */
  readonly refused: Tally;
  readonly threads: Tally;
  readonly classes: Readonly<Record<string, Tally & { readonly wrong: number }>>;
};

export function score(judgements: readonly Judgement[]): Scores {
  const isDue = ({ question }: Judgement) => question.expect.includes('answer');
  const threads = Map.groupBy(
    judgements.filter(({ question }) => question.thread !== null),
    ({ question }) => question.thread,
  );
  const classes = Map.groupBy(judgements, ({ question }) => question.class);
  return {
    asked: judgements.length,
    wrong: wrongOf(judgements),
    answered: tally(judgements.filter(isDue)),
    refused: tally(judgements.filter((judgement) => !isDue(judgement))),
    threads: {
      of: threads.size,
      right: [...threads.values()].filter((turns) => turns.every(isRight)).length,
    },
    classes: Object.fromEntries(
      [...classes].map(([name, list]) => [name, { ...tally(list), wrong: wrongOf(list) }]),
    ),
  };
}

function isRight({ verdict }: Judgement): boolean {
  return verdict === 'right';
}

function wrongOf(judgements: readonly Judgement[]): number {
  return judgements.filter(({ verdict }) => verdict === 'wrong').length;
}

function tally(judgements: readonly Judgement[]): Tally {
  return { of: judgements.length, right: judgements.filter(isRight).length };
}

/** A table of figures by database, then by class, as text. */
export function renderScores(byDatabase: Readonly<Record<string, Scores>>): string {
  const rows = Object.entries(byDatabase).map(([name, scores]) => [
    name,
    String(scores.asked),
    String(scores.wrong),
    percent(scores.answered),
    percent(scores.refused),
    percent(scores.threads),
  ]);
  const all = byDatabase.all;
  const classes = Object.entries(all?.classes ?? {}).map(([name, figures]) => [
    name,
    String(figures.of),
    String(figures.wrong),
    percent(figures),
  ]);
  return [
    columns([['', 'asked', 'wrong', 'answered', 'refused', 'whole threads'], ...rows]),
    columns([['class', 'asked', 'wrong', 'right'], ...classes.sort()]),
  ].join('\n\n');
}

export function renderFailure({
  question,
  verdict,
  headline,
  fault,
  rows,
  expected,
}: Judgement): string {
  return [
    `${verdict.toUpperCase()} ${question.id} (${question.class}) ${question.question}`,
    `  said: ${headline}`,
    `  fault: ${fault}`,
    `  got: ${JSON.stringify(rows)}`,
    `  expected: ${JSON.stringify(expected)}`,
  ].join('\n');
}

function percent({ of, right }: Tally): string {
  return of === 0 ? '–' : `${right}/${of} ${((100 * right) / of).toFixed(1)} %`;
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, index) =>
    Math.max(...rows.map((row) => (row[index] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((text, index) => text.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
