import type { LanguageModel, ModelOutcome } from '../../../llm/language-model.ts';
import { loadPrompt, type Prompt } from '../../../llm/prompts.ts';
import type { KnownNames } from '../../redact/known-names.ts';
import type { ModelDrafter } from '../create-suggestions.ts';
import type { DraftSentence, GroundingProblem } from '../draft.ts';
import { createGroundingCheck } from '../grounding/check-grounding.ts';
import { problemWords } from '../suggestion-words.ts';
import type { TemplateBook, Tone } from '../write/templates.ts';
import { citedIn, frame, markHits, sourceOf } from '../write/write-extract.ts';
import { MODEL_DRAFT_SCHEMA, type ModelDraft, readModelDraft } from './model-draft.ts';
import { type Veiled, veil } from './veil.ts';

export type DraftPrompts = {
  readonly instructions: Prompt;
  readonly asked: Prompt;
  readonly repair: Prompt;
};

export type ModelDrafterParts = {
  readonly model: Pick<LanguageModel, 'name' | 'ask'>;
  readonly prompts: DraftPrompts;
  readonly templates: TemplateBook;
  /** Who is not named to a model. */
  readonly knownNames: KnownNames;
};

/** Throws ConfigError where a prompt can't be read. */
export async function loadDraftPrompts(folder: string): Promise<DraftPrompts> {
  const [instructions, asked, repair] = await Promise.all([
    loadPrompt(folder, 'draft-reply'),
    loadPrompt(folder, 'draft-reply-asked'),
    loadPrompt(folder, 'draft-reply-repair'),
  ]);
  return { instructions, asked, repair };
}

const MANNERS: Readonly<Record<Tone, string>> = {
  usual: 'friendly and plain',
  warmer: 'warm and patient',
  shorter: 'as short as can be',
};
const PURPOSE = 'draft-reply';
const MOST_TOKENS = 1500;
/** Of both calls together. */
const DEADLINE_MS = 20_000;

/**
 * Drafts with a model that sees redacted words and opaque marks. Every sentence passes the check of all drafts; what doesn't is
 * put right once, or the model's draft isn't used.
 */
export function createModelDrafter({
  model,
  prompts,
  templates,
  knownNames,
}: ModelDrafterParts): ModelDrafter {
  return {
    async write(ticket, { hits, customerNames }, { tone, language, sourceLanguage, by, signal }) {
      const evidence = markHits(hits, customerNames);
      const letter = templates.get(language);
      if (evidence.length === 0 || !letter) return NOTHING;
      const concerned = evidence.map(({ hit }) => hit.passage.sourceId);
      const veiled = veil(ticket, evidence, await knownNames([ticket.ticketId, ...concerned]));
      const sources = evidence.map(sourceOf);
      const check = createGroundingCheck({
        sources,
        ticketText: ticket.text,
        names: [ticket.customerName ?? ''],
        language,
        isTranslated: language !== sourceLanguage,
      });
      const instructions = prompts.instructions.fill({ language, tone: MANNERS[tone] });
      const startedAt = performance.now();
      const ask: Asking = (prompt, slots) =>
        model.ask(
          {
            ...{
              purpose: PURPOSE,
              prompt: `${prompts.instructions.label} ${prompt.label}`,
              instructions,
            },
            text: prompt.fill({ message: veiled.message, sources: listed(veiled), ...slots }),
            schema: MODEL_DRAFT_SCHEMA,
            maxOutputTokens: MOST_TOKENS,
          },
          {
            person: by,
            withinMs: DEADLINE_MS - (performance.now() - startedAt),
            ...(signal && { signal }),
          },
        );
      const judgeOf = (draft: ModelDraft | null) => judge(draft, veiled, sources, check);
      const { sentences, shortfall } = await converse(ask, { prompts, veiled, judgeOf });
      if (sentences.length === 0) return { draft: null, shortfall };
      const framed = frame(ticket, letter, tone, sentences);
      return {
        draft: {
          ...{ language, tone, by: model.name },
          ...framed,
          sources: citedIn(framed, sources),
        },
        shortfall: null,
      };
    },
  };
}

type Asking = (prompt: Prompt, slots: Readonly<Record<string, string>>) => Promise<ModelOutcome>;

/** One draft, put right once; no sentences: why there are none. */
async function converse(
  ask: Asking,
  {
    prompts,
    veiled,
    judgeOf,
  }: {
    readonly prompts: DraftPrompts;
    readonly veiled: Veiled;
    readonly judgeOf: (draft: ModelDraft | null) => Judged;
  },
): Promise<{ readonly sentences: readonly DraftSentence[]; readonly shortfall: string | null }> {
  const first = await ask(prompts.asked, {});
  if (first.kind !== 'answer') return without(`The model wrote none: ${whyNot(first)}.`);
  const draft = readModelDraft(first.text);
  if (draft?.cannot && draft.sentences.length === 0)
    return without(
      `The model found no answer in the sources: ${oneLine(veiled.plain(draft.cannot))}.`,
    );
  const judged = judgeOf(draft);
  if (judged.problems.length === 0) return { sentences: judged.sentences, shortfall: null };
  const second = await ask(prompts.repair, {
    draft: draft ? veiled.hide(JSON.stringify(draft)) : 'not in the form asked for',
    problems: judged.problems.map((one) => `- ${veiled.hide(one)}`).join('\n'),
  });
  const repaired = judgeOf(second.kind === 'answer' ? readModelDraft(second.text) : null);
  if (repaired.problems.length === 0 && repaired.sentences.length > 0)
    return { sentences: repaired.sentences, shortfall: null };
  return without('The model’s draft said what its sources don’t, so it is not shown.');
}

const without = (shortfall: string) => ({ sentences: [], shortfall });

const NOTHING = { draft: null, shortfall: null };

type Judged = {
  readonly sentences: readonly DraftSentence[];
  /** In words, for the model. */
  readonly problems: readonly string[];
};

function judge(
  draft: ModelDraft | null,
  veiled: Veiled,
  sources: readonly { readonly mark: string }[],
  check: (sentences: readonly DraftSentence[]) => readonly GroundingProblem[],
): Judged {
  if (!draft) return { sentences: [], problems: ['It is not in the form asked for.'] };
  const known = new Set(sources.map(({ mark }) => mark));
  const revealed = draft.sentences.map(({ text, sources: marks, isStep }) => ({
    said: text,
    text: veiled.reveal(text),
    isItem: isStep,
    marks: marks.filter((mark) => known.has(mark)),
  }));
  const hidden = revealed.filter(({ text }) => text === null);
  const sentences = revealed.flatMap(({ text, isItem, marks }): DraftSentence[] =>
    text === null ? [] : [{ text: oneLine(text), isItem, marks, role: isItem ? 'step' : 'fact' }],
  );
  return {
    sentences,
    problems: [
      ...hidden.map(({ said }) => `“${said}” holds what is not this customer’s.`),
      ...check(sentences).map(problemWords),
    ],
  };
}

function listed({ sources }: Veiled): string {
  return sources.map(({ mark, text }) => `${mark}:\n"""\n${text}\n"""`).join('\n\n');
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

function whyNot(outcome: { readonly kind: string; readonly message?: string }): string {
  if (outcome.kind === 'blocked') return 'its vendor held the answer back';
  if (outcome.kind === 'cut') return 'the answer was too long';
  return outcome.message ?? 'no answer came';
}
