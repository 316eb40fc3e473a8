// What ships, on tickets written by hand that nothing was learned from: node evals/assist/tickets.ts [--misses]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import {
  PRIORITIES,
  sentimentLabel,
  type TextAnalysis,
} from '../../src/assist/analyse/analysis.ts';
import { loadTaxonomy } from '../../src/assist/analyse/load-taxonomy.ts';
import { createTextAnalysis } from '../../src/assist/analyse/local-analyser.ts';
import { openJudges } from '../../src/assist/analyse/open-judges.ts';
import type { CategoryPreset } from './category-examples.ts';
import { type ClassifierFigure, print } from './print-figures.ts';

type Ticket = {
  readonly text: string;
  readonly category: string;
  readonly priority: string;
  readonly mood: 'negative' | 'neutral' | 'positive';
};

const ROOT = join(import.meta.dirname, '..', '..');
const { values: wanted } = parseArgs({ options: { misses: { type: 'boolean' } } });
function readTickets(preset: CategoryPreset): Ticket[] {
  return parse(readFileSync(join(import.meta.dirname, 'tickets', `${preset}.yaml`), 'utf8'));
}

type Judged = { readonly ticket: Ticket; readonly found: TextAnalysis };

async function analyseTickets(preset: CategoryPreset): Promise<Judged[]> {
  const file = readFileSync(join(ROOT, 'config', 'taxonomy.yaml'), 'utf8');
  const taxonomy = loadTaxonomy(file.replace(/^use: .*$/m, `use: ${preset}`), 'taxonomy.yaml');
  const analyse = createTextAnalysis(taxonomy, await openJudges(taxonomy, null));
  return readTickets(preset).map((ticket) => ({
    ticket,
    found: analyse({ subject: ticket.text, description: '', messages: [], people: [] }),
  }));
}

/** Labels of the analysis beside those of whoever wrote the ticket. */
const LABELS: Readonly<Record<string, (one: Judged) => readonly [string | null, string]>> = {
  category: ({ ticket, found }) => [found.category, ticket.category],
  priority: ({ ticket, found }) => [found.priority, ticket.priority],
  mood: ({ ticket, found }) => [sentimentLabel(found.sentiment), ticket.mood],
};

function figuresOf(preset: CategoryPreset, judged: readonly Judged[]): ClassifierFigure[] {
  const share = (name: string, isRight: (one: Judged) => boolean) => ({
    name: `${preset}, ${name}`,
    percent: (100 * judged.filter(isRight).length) / judged.length,
    of: judged.length,
  });
  const level = (priority: string | null) => PRIORITIES.map(String).indexOf(priority ?? '');
  return [
    ...Object.entries(LABELS).map(([name, labelsOf]) =>
      share(name, (one) => {
        const [found, right] = labelsOf(one);
        return found === right;
      }),
    ),
    share('priority, at most one off', ({ ticket, found }) => {
      return Math.abs(level(found.priority) - level(ticket.priority)) <= 1;
    }),
    share('good and bad mood mixed up', ({ ticket, found }) => {
      const moods = [sentimentLabel(found.sentiment), ticket.mood];
      return moods.includes('negative') && moods.includes('positive');
    }),
  ];
}

function printMisses(judged: readonly Judged[]): void {
  for (const one of judged)
    for (const [name, labelsOf] of Object.entries(LABELS)) {
      const [found, right] = labelsOf(one);
      if (found === right) continue;
      console.log(`${name}: ${found} for ${right} (${one.found.sentiment}): ${one.ticket.text}`);
    }
}

for (const preset of ['e-commerce', 'software'] as const) {
  const judged = await analyseTickets(preset);
  if (wanted.misses) printMisses(judged);
  print(figuresOf(preset, judged));
}
