import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QueryPlan } from '../../src/analytics/query-plan.ts';
import type { App } from '../../src/app.ts';
import { draftSchema } from '../../src/ask/model/draft.ts';
import { maskPlan } from '../../src/ask/model/mask-plan.ts';
import { Placeholders } from '../../src/ask/model/placeholders.ts';
import { toPlan } from '../../src/ask/model/to-plan.ts';
import type { ReadContext } from '../../src/ask/read/context.ts';
import { loadLanguage } from '../../src/ask/read/language.ts';

const LANGUAGE = join(import.meta.dirname, '..', '..', 'config', 'language.yaml');
const language = loadLanguage(readFileSync(LANGUAGE, 'utf8'), 'config/language.yaml');

/** Says a plan as a draft and reads it back, as if a model had drafted it of a question that means the plan. */
export async function openDraftLanguage(
  app: App,
  at: { readonly now: string; readonly zone: string },
) {
  const { catalogue, facts, lexicon } = await app.workspace.knowledge(at);
  const settings = { ...app.settings, zone: at.zone };
  const context: ReadContext = {
    ...{ catalogue, facts, lexicon, language, settings },
    time: { now: Date.parse(at.now), settings, zone: at.zone },
  };
  return {
    /** What of the plan comes back, or why none does. */
    saidBack(plan: QueryPlan): unknown {
      const placeholders = new Placeholders();
      const draft = maskPlan(plan, placeholders, context);
      if (draft === null) return 'no draft can say it';
      const asked = new Set<string>();
      const shaped = draftSchema.parse({ outcome: 'plan', readings: [draft], refusal: null });
      const [reading] = shaped.readings;
      if (!reading) return 'no draft';
      const drafted = {
        context,
        placeholders,
        masked: '',
        asked,
        stated: [],
        noun: null,
        previous: plan,
      };
      const made = toPlan(reading, drafted);
      return made.kind === 'plan' ? meaningOf(made.plan) : made.problems.join('; ');
    },
  };
}

/** What a plan asks: how its period was said or came about, and which columns a list shows, is no part of that. */
export function meaningOf(plan: QueryPlan): unknown {
  return JSON.parse(
    JSON.stringify(plan, (key, value: unknown) =>
      ['words', 'basis', 'unit', 'count', 'columns'].includes(key) ? undefined : value,
    ),
  );
}
