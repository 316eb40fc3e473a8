import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import type { App } from '../../src/app.ts';
import { buildDatabase, DATABASES, type DatabaseSpec } from '../databases.ts';
import { type Question, readQuestions } from '../questions.ts';
import { meaningOf, openDraftLanguage } from './draft-language.ts';
import { readDrafts, replaying } from './drafts.ts';
import { openDesk } from './open-desk.ts';

/**
 * `npm run eval:model`: how much is read without a model, whether a model's drafts can say what our plans say, and how
 * many of the answerable questions are answered with a model that answers perfectly. Nothing leaves the machine.
 */
const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    reuse: { type: 'boolean', default: false },
    folder: { type: 'string', default: join(tmpdir(), 'deskhand-evals') },
  },
});
const QUESTIONS = join(import.meta.dirname, '..', 'questions');
const RESULTS = join(import.meta.dirname, '..', 'results');
const DEMO_NOW = '2026-11-20T14:00:00Z';

/** A plan that came back from a draft as another one, or not at all. */
type Unsaid = { readonly question: string; readonly back: unknown; readonly plan: unknown };

type Routed = {
  readonly asked: number;
  readonly withoutModel: number;
  readonly answerable: number;
  readonly answered: number;
  readonly plans: number;
  readonly said: number;
  readonly unsaid: readonly Unsaid[];
  readonly toModel: readonly string[];
};

const routed: Record<string, Routed> = {};
for (const spec of DATABASES.filter(({ name }) => flags.only?.includes(name) ?? true)) {
  const database = buildDatabase(spec, flags.folder, flags.reuse);
  if (database) routed[spec.name] = await route(spec, database);
  else print(`${spec.name}: left out, ${spec.file} is not there`);
}
const total = (part: (one: Routed) => number): number =>
  Object.values(routed).reduce((sum, one) => sum + part(one), 0);

for (const [name, one] of Object.entries(routed))
  print(
    `${name}: ${share(one.withoutModel, one.asked)} without a model; plans a draft can say ${share(one.said, one.plans)}`,
  );
print(
  `read without a model: ${share(
    total((one) => one.withoutModel),
    total((one) => one.asked),
  )}`,
);
print(
  `plans that a draft can say: ${share(
    total((one) => one.said),
    total((one) => one.plans),
  )}`,
);

const replayed = await replay();
for (const { question, fault } of replayed.faults) print(`FAULT ${question}: ${fault}`);
print(`questions beyond the rules, drafts replayed: ${share(replayed.right, replayed.asked)}`);
const answerable = total((one) => one.answerable) + replayed.asked;
print(
  `answerable questions answered, with a model that drafts perfectly: ${share(total((one) => one.answered) + replayed.right, answerable)}`,
);
mkdirSync(RESULTS, { recursive: true });
writeFileSync(
  join(RESULTS, `model-${new Date().toISOString().replaceAll(':', '-')}.json`),
  JSON.stringify({ routed, replayed }, null, 1),
);

/** Asks the sets of one database of the app, with a model that says nothing. */
async function route(spec: DatabaseSpec, database: string): Promise<Routed> {
  const questions = questionsOf(spec);
  const vendor = replaying([]);
  const options = { zone: spec.zone, now: questions[0]?.now ?? DEMO_NOW, vendor };
  await using app = await openDesk(database, options);
  let withoutModel = 0;
  let answered = 0;
  let plans = 0;
  const unsaid: Unsaid[] = [];
  const toModel: string[] = [];
  for (const { question, now, zone, thread, expect } of questions) {
    const before = vendor.asked.length;
    const turn = await app.desk.ask({ question, now, zone, threadId: thread });
    if (vendor.asked.length === before) withoutModel += 1;
    else toModel.push(question);
    // Where asking back would do as well, that is an answer too.
    if (expect.includes('answer') && expect.includes(turn.reply.kind)) answered += 1;
    if (!turn.plan || turn.plan.kind === 'about') continue;
    plans += 1;
    const language = await openDraftLanguage(app, { now, zone });
    const plan = meaningOf(turn.plan);
    const back = language.saidBack(turn.plan);
    if (!isDeepStrictEqual(back, plan)) unsaid.push({ question, back, plan });
  }
  const answerable = questions.filter(({ expect }) => expect.includes('answer')).length;
  const said = plans - unsaid.length;
  return {
    asked: questions.length,
    withoutModel,
    answerable,
    answered,
    plans,
    said,
    unsaid,
    toModel,
  };
}

function questionsOf({ name }: DatabaseSpec): readonly Question[] {
  return readdirSync(QUESTIONS)
    .filter((file) => file.endsWith(`${name}.jsonl`))
    .flatMap((file) => readQuestions(join(QUESTIONS, file)));
}

/** Every question written down with its draft must be answered as the plain one that means the same. */
async function replay() {
  const lines = readDrafts();
  const demo = DATABASES.find(({ name }) => name === 'demo');
  const database = demo && buildDatabase(demo, flags.folder, true);
  if (!demo || !database || !existsSync(database)) throw new Error('there is no demo database');
  const vendor = replaying(lines);
  await using app = await openDesk(database, { zone: demo.zone, now: DEMO_NOW, vendor });
  const faults: { question: string; fault: string }[] = [];
  for (const { question, means } of lines) {
    const fault = await faultOf(question, means, app, vendor.asked);
    if (fault) faults.push({ question, fault });
  }
  return { asked: lines.length, right: lines.length - faults.length, faults };
}

async function faultOf(
  question: string,
  means: string,
  { desk }: App,
  asked: readonly string[],
): Promise<string | null> {
  const before = asked.length;
  const turn = await desk.ask({ question, threadId: null });
  if (asked.length === before) return `the rules took it: ${turn.reply.headline}`;
  const plain = await desk.ask({ question: means, threadId: null });
  if (turn.reply.kind !== 'answer') return `${turn.reply.kind}: ${turn.reply.headline}`;
  if (plain.reply.kind !== 'answer') return `not read: ${means}`;
  return isDeepStrictEqual(turn.reply.table, plain.reply.table) &&
    isDeepStrictEqual(turn.reply.figures, plain.reply.figures)
    ? null
    : `${turn.reply.headline} instead of ${plain.reply.headline}`;
}

function share(part: number, whole: number): string {
  return `${part} of ${whole}, ${whole === 0 ? '–' : ((100 * part) / whole).toFixed(1)} %`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
