import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { expect } from 'vitest';
import type { App } from '../../src/app.ts';
import { withoutHiddenMarks } from '../../src/ask/model/hidden-marks.ts';
import type { ModelReader } from '../../src/ask/model/model-reader.ts';
import type { ReadContext } from '../../src/ask/read/context.ts';
import { loadLanguage } from '../../src/ask/read/language.ts';
import { parseQuestion } from '../../src/ask/read/parse-question.ts';
import { readQuestion } from '../../src/ask/read/read-question.ts';
import { joinModel } from '../../src/join-model.ts';
import { anyDraft, placeholdersIn } from '../ask/model/random-drafts.ts';
import { startGemini } from '../standins/models/gemini.ts';
import type { Received, ScriptedServer, Turn } from '../standins/models/scripted-server.ts';
import { openApp } from './open-app.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Names nobody else has: no five letters of theirs may leave. */
export const STRANGE = {
  agent: 'Zorblaxia Quuxmeister',
  alias: 'Blorptang',
  agentMail: 'vexnarg@yumfrotz.example',
  customer: 'Ĝrumpełstiña O’Wixbaum',
  mail: 'klopfwitz.brunzel@snarfdompf.example',
  company: 'Hurxdapflatz',
  tag: 'wimzoffle',
  group: 'Dregnuffler',
  pipeline: 'Plozzigarth',
  category: 'Skwonkbiddle',
  subject: 'Fribbertwaxle',
  description: 'Mulgenwrxop',
  message: 'Trazzlewonk',
  column: 'Qwelfwaddler',
  value: 'Nerfbuzzet',
  hebrew: 'משהכהןגדול',
  number: '77418823905',
} as const;

/** Names that are words as well: they may not leave as words. */
export const PLAIN = {
  agent: 'Garnet Falcon',
  customer: 'Clover Thistle',
  company: 'Velvet Lantern',
  tag: 'marble',
  pipeline: 'Walnut',
  column: 'Pebble',
  value: 'Copper',
} as const;

const TICKETS = [
  `ticket_id,subject,description,status,agent,group,pipeline,category,company,customer_name,customer_email,tags,created_at,first_response_at,rating,${STRANGE.column} level,${PLAIN.column}`,
  `1,${STRANGE.subject} on fire,${STRANGE.description} and more,solved,${STRANGE.agent},${STRANGE.group},${STRANGE.pipeline},${STRANGE.category},${STRANGE.company},${STRANGE.customer},${STRANGE.mail},${STRANGE.tag},2026-11-10T13:00:00Z,2026-11-10T14:00:00Z,5,${STRANGE.value},${PLAIN.value}`,
  `2,Order ${STRANGE.number},text,open,${PLAIN.agent},Tier 2,${PLAIN.pipeline},General,${PLAIN.company},${PLAIN.customer},someone@example.com,${PLAIN.tag},2026-11-11T13:00:00Z,2026-11-11T15:00:00Z,4,${STRANGE.hebrew},${PLAIN.value}`,
].join('\n');

const PEOPLE = `people:
  - { name: "${STRANGE.agent}", aliases: ["${STRANGE.alias}"], emails: ["${STRANGE.agentMail}"], role: agent }`;

/** Puts down settings that name the agent by an alias. */
export function leakyTeam(at: string): void {
  const config = join(at, 'config');
  mkdirSync(config);
  cpSync(join(ROOT, 'config'), config, { recursive: true });
  const team = readFileSync(join(config, 'team.yaml'), 'utf8');
  writeFileSync(join(config, 'team.yaml'), team.replace('people: []', PEOPLE));
}

/** The app over a store full of these names, with everything it logs, ad-hoc SQL included. */
export async function openLeakyDesk(at: string, server: ScriptedServer, logged: string[]) {
  leakyTeam(at);
  const logger = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
  const variables = {
    GEMINI_API_KEY: 'k',
    MODEL_BASE_URL: server.url,
    MODEL_CALLS_A_DAY: '100000',
    DESKHAND_STATE: 'memory:',
    ADHOC_SQL: 'on',
  };
  const app = await openApp(at, '2026-11-20T14:00:00Z', { variables, logger });
  const path = join(at, 'tickets.csv');
  writeFileSync(path, TICKETS);
  const file = { path, fileName: 'tickets.csv' };
  await app.imports.apply(file, await app.imports.preview(file));
  await app.db.write((writer) =>
    writer.run(
      `INSERT INTO messages (id, source, conversation_kind, conversation_ref, author_kind, author, sent_at, text, public)
       VALUES ('m', 'file', 'ticket', '1', 'customer', $author, TIMESTAMP '2026-11-10 13:00', $text, true)`,
      { author: STRANGE.customer, text: `${STRANGE.message} again` },
    ),
  );
  return app;
}

const CASES = Object.values({ ...STRANGE, number: '' }).flatMap((name) =>
  name.split(/[^\p{L}\p{N}]+/u),
);

/** Five letters in a row of a strange name, as written and without its accents; plain names as whole words. */
function leaksIn(text: string): readonly string[] {
  const lower = text.normalize('NFC').toLowerCase();
  const folded = lower.normalize('NFD').replaceAll(/\p{M}/gu, '');
  return [
    ...PARTS.filter((part) => lower.includes(part) || folded.includes(part)),
    ...WORDS.filter((word) => word.test(folded)).map(String),
  ];
}

function partsOf(word: string): readonly string[] {
  return Array.from({ length: Math.max(word.length - 4, 0) }, (_, from) =>
    word.slice(from, from + 5),
  ).filter((part) => !OURS.has(part));
}

/** Stretches of strange names that are words of the product too. */
const OURS: ReadonlySet<string> = new Set(['level']);

const PLACES = [0, 1, 2, 3].map((nth) => `{{place_${nth}}}`);

/** A draft of some question about this one. */
function withPlaceholders(draft: string, placeholders: readonly string[]): string {
  if (placeholders.length === 0) return draft;
  const at = (nth: string): string => placeholders[Number(nth) % placeholders.length] ?? '';
  return draft
    .replaceAll(/"field":"\{\{place_(\d)\}\}"/g, (_, nth) => `"field":"${fieldOf(at(nth))}"`)
    .replaceAll(/\{\{place_(\d)\}\}/g, (_, nth) => at(nth));
}

/** A column is a field, and a name stands in the field it is called by. */
const fieldOf = (placeholder: string): string =>
  placeholder.startsWith('{{column_') ? placeholder : placeholder.replaceAll(/[^a-z]/g, '');

/** Drafts at random, now and then a vendor that fails. */
function createRandomModel() {
  const drafts = fc
    .sample(anyDraft(PLACES), { seed: 7, numRuns: 500 })
    .map((one) => JSON.stringify(one));
  let nth = 0;
  return (received: Received): Turn => {
    nth += 1;
    if (nth % 97 === 0) return { kind: 'fail', status: 400, code: received.raw.slice(0, 200) };
    if (nth % 89 === 0) return { kind: 'block', what: 'answer' };
    const draft = drafts[nth % drafts.length] ?? '';
    return { kind: 'say', text: withPlaceholders(draft, placeholdersIn(received.raw)) };
  };
}

/** The model's reader alone, so that what the rules can read goes to it as well. */
async function openReader(app: App): Promise<ModelReader> {
  const { config, db, state, clock, logger } = app;
  if (!config.model) throw new Error('a model is set up');
  const promptsFolder = join(ROOT, 'prompts');
  const joined = await joinModel(
    config.model,
    { apiKey: 'k' },
    { db, state, clock, logger, promptsFolder },
  );
  return joined.reader;
}

/** How many have been verified when a question is asked. */
const VERIFIED = 30;
/** As a draft begins in a payload. */
const EXAMPLE = String.raw`\"draft\":{`;

/** Has a model draft at random for all of these questions, and gives what of the names it, the log or a reply got to see. */
async function leaksOf(
  questions: readonly string[],
  previous: readonly string[],
  folder: string,
): Promise<Leaks> {
  await using server = await startGemini();
  const logged: string[] = [];
  await using app = await openLeakyDesk(folder, server, logged);
  server.otherwise = createRandomModel();
  const reader = await openReader(app);
  const reading = await contextOf(app);
  const verified = previous.flatMap((question) => {
    const read = readQuestion(question, reading);
    return read.kind === 'plan' ? [{ question, plan: read.plan, by: 'U1', verifiedAt: '' }] : [];
  });
  const plans = verified.map(({ plan }) => plan);
  const notes: string[] = [];
  for (const [index, question] of questions.entries()) {
    const parsed = parseQuestion(withoutHiddenMarks(question), reading);
    const from = index % Math.max(plans.length - VERIFIED, 1);
    const isWithExamples = index % 3 === 0;
    const helped = await reader.read(parsed, plans[index % plans.length] ?? null, {
      verified: isWithExamples ? verified.slice(from, from + VERIFIED) : [],
    });
    if (helped.kind === 'unhelped') notes.push(helped.note ?? '');
  }
  const kept = await app.model?.recorder.latest(100_000);
  return {
    calls: server.received.length,
    lines: logged.length,
    values: Object.values(reading.facts.values)
      .flat()
      .map(({ value }) => value),
    plans: plans.length,
    examples: server.received.filter(({ raw }) => raw.includes(EXAMPLE)).length,
    sent: leaksAmong(server.received.flatMap(partsSent)),
    logged: leaksAmong(logged),
    said: leaksAmong(notes),
    recorded: leaksAmong((kept ?? []).map((call) => JSON.stringify({ ...call, payload: null }))),
  };
}

type Leaks = {
  readonly calls: number;
  readonly lines: number;
  readonly values: readonly string[];
  readonly plans: number;
  /** Calls that carried verified questions. */
  readonly examples: number;
} & Readonly<Record<'sent' | 'logged' | 'said' | 'recorded', readonly Leak[]>>;
type Leak = { readonly found: readonly string[]; readonly text: string };

/** Texts in which anything of these names stands. */
export function leaksAmong(texts: readonly string[]): readonly Leak[] {
  return [...new Set(texts)].flatMap((text) => {
    const found = leaksIn(text);
    return found.length > 0 ? [{ found, text: text.slice(-300) }] : [];
  });
}

async function contextOf(app: App): Promise<ReadContext> {
  const knowledge = await app.workspace.knowledge();
  const language = loadLanguage(
    readFileSync(join(ROOT, 'config', 'language.yaml'), 'utf8'),
    'language.yaml',
  );
  const { settings, clock } = app;
  return {
    ...knowledge,
    language,
    settings,
    time: { now: clock.now(), settings, zone: undefined },
  };
}

/** All that went over the wire with a request. */
export const partsSent = ({ raw, path, headers }: Received): readonly string[] => [
  path,
  JSON.stringify(headers),
  ...textsOf(raw),
];

/** Instructions are mostly the same: what each part of a request says, by itself. */
function textsOf(raw: string): readonly string[] {
  const texts: string[] = [];
  JSON.parse(raw, (_key, value: unknown) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  return texts;
}

const PARTS = [...new Set(CASES.flatMap((word) => partsOf(word.toLowerCase())))].concat(
  STRANGE.number,
);
const WORDS = Object.values(PLAIN)
  .flatMap((name) => name.toLowerCase().split(' '))
  .map((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word}`, 'u'));

/** Asks them all, some of them after others, and finds nothing of names sent, kept, logged or said, while there was much to find it in. */
export async function expectNoLeaks(
  questions: readonly string[],
  {
    previous,
    folder,
    leastPlans,
  }: {
    readonly previous: readonly string[];
    readonly folder: string;
    readonly leastPlans: number;
  },
): Promise<void> {
  const leaks = await leaksOf(questions, previous, folder);
  const { sent, logged, said, recorded } = leaks;
  expect({ sent, logged, said, recorded }).toEqual({
    ...{ sent: [], logged: [] },
    ...{ said: [], recorded: [] },
  });
  const { calls, lines, values, plans, examples } = leaks;
  expect(values).toEqual(
    expect.arrayContaining([STRANGE.agent, STRANGE.tag, STRANGE.value, PLAIN.company, PLAIN.value]),
  );
  expect(lines).toBeGreaterThan(calls / 2);
  expect(examples).toBeGreaterThan(100);
  expect(plans).toBeGreaterThan(leastPlans);
  expect(calls).toBeGreaterThan(questions.length);
}
