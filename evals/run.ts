import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exit } from 'node:process';
import { parseArgs } from 'node:util';
import { askAll, buildDatabase, DATABASES, type DatabaseSpec } from './databases.ts';
import { openGold } from './gold.ts';
import { type Judgement, judge } from './judge.ts';
import { modelVariables, NO_MODEL } from './model/model-variables.ts';
import { type Question, readQuestions } from './questions.ts';
import { readReplies } from './reply.ts';
import { renderFailure, renderScores, score } from './report.ts';
import { checkVerified, renderVerified } from './verified.ts';

const HERE = import.meta.dirname;

/** Sets written one after another, each by somebody who had not seen the ones before. */
const ALL_SETS: Readonly<Record<string, string>> = {
  first: '',
  fresh: 'fresh-',
  third: 'third-',
  fourth: 'fourth-',
  fifth: 'fifth-',
  sixth: 'sixth-',
};

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    /** first, fresh, third, fourth, fifth, sixth; all of them if not said. */
    set: { type: 'string', multiple: true },
    /** Every question with its reply, not only the failures. */
    verbose: { type: 'boolean', default: false },
    /** With the real model that is set up in the environment: it costs money. */
    live: { type: 'boolean', default: false },
    /** Keep databases built earlier. */
    reuse: { type: 'boolean', default: false },
    folder: { type: 'string', default: join(tmpdir(), 'deskhand-evals') },
  },
});

const model = flags.live ? modelVariables() : {};
if (flags.live && Object.keys(model).length === 0) {
  print(NO_MODEL);
  exit(1);
}

const SETS = Object.entries(ALL_SETS)
  .filter(([name]) => flags.set?.includes(name) ?? true)
  .map(([, prefix]) => prefix);

const judged: Record<string, readonly Judgement[]> = {};
for (const spec of DATABASES.filter(({ name }) => flags.only?.includes(name) ?? true)) {
  const judgements = await evaluate(spec);
  if (judgements) judged[spec.name] = judgements;
  else print(`${spec.name}: left out, ${spec.file} is not there\n`);
}
const all = Object.values(judged).flat();
for (const judgement of all)
  if (flags.verbose || judgement.verdict !== 'right') print(`${renderFailure(judgement)}\n`);
const scores = Object.fromEntries(
  Object.entries({ ...judged, all }).map(([name, judgements]) => [name, score(judgements)]),
);
print(renderScores(scores));
const verified = checkVerified();
print(renderVerified(verified));
const results = join(HERE, 'results');
mkdirSync(results, { recursive: true });
writeFileSync(
  join(results, `${new Date().toISOString().replaceAll(':', '-')}.json`),
  JSON.stringify({ scores, verified, judgements: all }, null, 1),
);

async function evaluate(spec: DatabaseSpec): Promise<readonly Judgement[] | null> {
  const database = buildDatabase(spec, flags.folder, flags.reuse);
  if (database === null) return null;
  const questions = SETS.flatMap((set) =>
    [`${set}${spec.name}.jsonl`, `${set}threads-${spec.name}.jsonl`]
      .map((file) => join(HERE, 'questions', file))
      .filter((path) => existsSync(path))
      .flatMap((path) => readQuestions(path)),
  );
  const file = join(flags.folder, `${spec.name}-questions.jsonl`);
  writeFileSync(file, askable(questions));
  const replies = readReplies(askAll(spec, database, file, model));
  await using gold = await openGold(database);
  const judgements: Judgement[] = [];
  for (const question of questions) {
    const golds = [];
    for (const one of question.gold) golds.push(await gold.rowsOf(one));
    judgements.push(judge(question, replies.get(question.id), golds));
  }
  return judgements;
}

/** Threads get a name of this run: one that was used before would go on where it stopped. */
function askable(questions: readonly Question[]): string {
  const run = Date.now().toString(36);
  return questions
    .map(({ id, question, now, thread }) =>
      JSON.stringify({ id, question, now, ...(thread && { thread: `${thread}-${run}` }) }),
    )
    .join('\n');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
