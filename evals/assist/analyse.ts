// What our own analysis makes of tickets labelled by hand: node evals/assist/analyse.ts [--show]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  type ConversationText,
  EMOTIONS,
  PRIORITIES,
  sentimentLabel,
  type TextAnalysis,
} from '../../src/assist/analyse/analysis.ts';
import { loadTaxonomy } from '../../src/assist/analyse/load-taxonomy.ts';
import { createTextAnalysis } from '../../src/assist/analyse/local-analyser.ts';
import { openJudges } from '../../src/assist/analyse/open-judges.ts';
import { languageCode } from '../../src/core/languages.ts';
import { type ClassifierFigure, print } from './print-figures.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PRESETS = ['e-commerce', 'software'] as const;

const oneOrSeveral = <T extends z.ZodType>(one: T) =>
  z.union([one.transform((label) => [label]), z.array(one)]);
const ticket = z.strictObject({
  subject: z.string(),
  text: z.string(),
  category: oneOrSeveral(z.string()),
  priority: z.array(z.enum(PRIORITIES)),
  mood: z.array(z.enum(['negative', 'neutral', 'positive'])),
  emotion: z.array(z.enum(EMOTIONS)),
  language: z.string(),
  threatens: z.boolean().default(false),
});
type Ticket = z.output<typeof ticket>;
type Judged = {
  readonly preset: string;
  readonly ticket: Ticket;
  readonly analysis: TextAnalysis;
};

/** What a support lead would ask of an analysis, each by the labels that would do. */
const CHECKS: Readonly<Record<string, (judged: Judged) => boolean>> = {
  category: ({ ticket: { category }, analysis }) => category.includes(analysis.category ?? 'none'),
  priority: ({ ticket: { priority }, analysis }) =>
    analysis.priority !== null && priority.includes(analysis.priority),
  mood: ({ ticket: { mood }, analysis }) => mood.includes(sentimentLabel(analysis.sentiment)),
  emotion: ({ ticket: { emotion }, analysis }) => emotion.includes(analysis.emotion),
  language: ({ ticket: { language }, analysis }) => analysis.language === languageCode(language),
  threats: ({ ticket: { threatens }, analysis }) => threatens === analysis.threats.length > 0,
};

function readTickets(file: string): Record<(typeof PRESETS)[number], Ticket[]> {
  const text = readFileSync(join(import.meta.dirname, 'desk-tickets', `${file}.yaml`), 'utf8');
  return z.record(z.enum(PRESETS), z.array(ticket)).parse(parse(text));
}

async function judge(file: string): Promise<Judged[]> {
  const tickets = readTickets(file);
  const judged = [];
  for (const preset of PRESETS) {
    const analyse = await openAnalysis(preset);
    for (const one of tickets[preset])
      judged.push({ preset, ticket: one, analysis: analyse(textOf(one)) });
  }
  return judged;
}

async function openAnalysis(preset: string) {
  const config = readFileSync(join(ROOT, 'config', 'taxonomy.yaml'), 'utf8');
  const own = config.replace(/^use: .*$/m, `use: ${preset}`);
  const taxonomy = loadTaxonomy(own, 'config/taxonomy.yaml');
  return createTextAnalysis(taxonomy, await openJudges(taxonomy, null));
}

const textOf = ({ subject, text }: Ticket): ConversationText => ({
  ...{ subject, description: text, messages: [], people: [] },
});

/** What may not be lost again. */
const LEAST_ASIDE: Readonly<Record<string, number>> = { category: 80, mood: 90, emotion: 90 };

function figuresOf(
  name: string,
  judged: readonly Judged[],
  least: Readonly<Record<string, number>> = {},
): ClassifierFigure[] {
  return Object.entries(CHECKS).map(([what, holds]) => ({
    name: `${name}: ${what}`,
    percent: (100 * judged.filter(holds).length) / judged.length,
    of: judged.length,
    ...(least[what] !== undefined && { least: least[what] }),
  }));
}

const ROUNDS = 20;

/** Processor time, whatever else runs on this machine. */
async function measurePace(tickets: readonly Ticket[]): Promise<ClassifierFigure> {
  const analyse = await openAnalysis('e-commerce');
  for (const one of tickets) analyse(textOf(one));
  const before = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round++) for (const one of tickets) analyse(textOf(one));
  const { user, system } = process.cpuUsage(before);
  const value = (user + system) / 1000 / (ROUNDS * tickets.length);
  return { name: 'ms of processor time a ticket', value, most: 5 };
}

/** What was made of each that is wrong in something. */
function show(judged: readonly Judged[]): void {
  for (const one of judged) {
    const wrong = Object.entries(CHECKS).flatMap(([what, holds]) => (holds(one) ? [] : [what]));
    if (wrong.length === 0) continue;
    const { category, priority, sentiment, emotion, language, threats, confidence } = one.analysis;
    console.log(`\n${one.preset}: ${one.ticket.subject || one.ticket.text}\n  ${wrong.join(', ')}`);
    console.log(
      `  ${category} (${confidence.toFixed(2)}), ${priority}, ${sentiment}, ${emotion}, ${language}, ${threats.join('; ')}`,
    );
  }
}

const { values } = parseArgs({ options: { show: { type: 'boolean', default: false } } });
const lookedAt = await judge('looked-at');
if (values.show) show(lookedAt);
print([
  ...figuresOf('looked at', lookedAt),
  ...figuresOf('put aside', await judge('put-aside'), LEAST_ASIDE),
  await measurePace(lookedAt.map(({ ticket: one }) => one)),
]);
