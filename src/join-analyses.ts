import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from './app.ts';
import type { Analyses } from './assist/analyse/analyses.ts';
import { analysisPart } from './assist/analyse/analysis-part.ts';
import { type Analysers, createAnalyses } from './assist/analyse/create-analyses.ts';
import { learn } from './assist/analyse/learn.ts';
import { readLearned } from './assist/analyse/learned-weights.ts';
import { loadTaxonomy } from './assist/analyse/load-taxonomy.ts';
import { createLocalAnalyser } from './assist/analyse/local-analyser.ts';
import { createModelAnalyser } from './assist/analyse/model-analyser.ts';
import { openJudges, shippedCategories } from './assist/analyse/open-judges.ts';
import type { Taxonomy } from './assist/analyse/taxonomy.ts';
import { createKnownNames } from './assist/redact/known-names.ts';
import type { TicketPart } from './core/ticket-card.ts';
import { loadPrompt } from './llm/prompts.ts';
import { appendAudit } from './tickets/audit/audit-log.ts';

const ROOT = join(import.meta.dirname, '..');

export type Analysing = {
  readonly analyses: Analyses;
  /** On a ticket's card. */
  readonly part: TicketPart;
};

/** Analyses, joined with what they are made by and who reads them. Throws ConfigError for a taxonomy with mistakes. */
export async function joinAnalyses(app: App): Promise<Analysing> {
  const { db, clock, logger, precedence, settings } = app;
  const taxonomy = await readTaxonomy(app.config.configFolder);
  let opened: Promise<Analysers> | null = null;
  const analyses = createAnalyses({
    ...{ db, taxonomy, clock, logger, precedence },
    targets: Object.fromEntries(
      Object.entries(settings.sla).map(([name, target]) => [name, target.firstResponseSeconds]),
    ),
    openAnalysers() {
      opened ??= openAnalysers(app, taxonomy);
      return opened;
    },
    async learn(signal) {
      const shipped = () => shippedCategories(taxonomy);
      const lesson = await learn({ db, clock, taxonomy, shipped }, signal);
      if (lesson.kind === 'learned') opened = null;
      return lesson;
    },
    async audit(writer, { kind, id, field, value, by, at }) {
      await appendAudit(writer, {
        ...{ at, actor: by, action: 'analysis corrected' },
        ticketId: kind === 'ticket' ? id : null,
        details: { ...(kind === 'chat' && { chat: id }), [field]: value ?? 'as analysed' },
      });
    },
  });
  return { analyses, part: analysisPart(analyses, { zone: settings.zone }) };
}

async function openAnalysers(
  { db, model, config, settings }: App,
  taxonomy: Taxonomy,
): Promise<Analysers> {
  const learned = await readLearned(db, taxonomy.name);
  const judges = await openJudges(taxonomy, learned?.weights ?? null);
  const local = createLocalAnalyser(taxonomy, judges);
  if (!model || !config.model?.analysesTickets) return { local, model: null };
  const prompt = await loadPrompt(join(ROOT, 'prompts'), 'analyse-tickets');
  return {
    local,
    model: createModelAnalyser({
      model: model.model,
      prompt,
      taxonomy,
      local,
      knownNames: createKnownNames(db, settings.people),
    }),
  };
}

/** A folder set up before there was one has no such file, and goes on as it ships. */
async function readTaxonomy(configFolder: string): Promise<Taxonomy> {
  const own = join(configFolder, 'taxonomy.yaml');
  const path = existsSync(own) ? own : join(ROOT, 'config', 'taxonomy.yaml');
  return loadTaxonomy(await readFile(path, 'utf8'), 'config/taxonomy.yaml');
}
