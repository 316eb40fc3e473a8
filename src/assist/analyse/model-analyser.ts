import { z } from 'zod';
import { languageCode } from '../../core/languages.ts';
import type { LanguageModel } from '../../llm/language-model.ts';
import type { Prompt } from '../../llm/prompts.ts';
import { findKnownNames } from '../redact/find-names.ts';
import type { KnownNames } from '../redact/known-names.ts';
import { createRedactor } from '../redact/redact.ts';
import type { Find } from '../redact/stretch.ts';
import {
  type Analysed,
  type ConversationText,
  EMOTIONS,
  PRIORITIES,
  type TextAnalyser,
  type TextAnalysis,
  wordsOf,
} from './analysis.ts';
import { problemOf, taxonomyMark } from './local-analyser.ts';
import { categoryNamed, type Taxonomy } from './taxonomy.ts';

/** Asked about in one call. */
const ASKED_TOGETHER = 8;
const LONGEST_WORDS = 2_000;
const TOKENS_EACH = 160;
/** Under this name the model's daily limit for one person is counted: analysing never uses up what questions need. */
const PERSON = 'analysis';

/** Analyses with a language model, which sees redacted texts; what it can't or doesn't answer properly is analysed by `local`, text by text. */
export function createModelAnalyser(parts: {
  readonly model: LanguageModel;
  readonly prompt: Prompt;
  readonly taxonomy: Taxonomy;
  readonly local: TextAnalyser;
  /** Whom any text may name. */
  readonly knownNames: KnownNames;
}): TextAnalyser {
  const { model, prompt, taxonomy, local, knownNames } = parts;
  const version = `${model.name} ${prompt.label} ${taxonomyMark(taxonomy)}`;
  const answers = answersSchema(taxonomy);
  const { $schema: _, ...schema } = z.toJSONSchema(answers);
  const instructions = prompt.fill({
    categories: taxonomy.categories.map(describeCategory).join('\n'),
    topics: taxonomy.topics.map(({ name }) => name).join(', '),
  });

  /** By place; those that aren't there were not answered, or not properly. */
  const askAbout = async (
    texts: readonly ConversationText[],
    findTeam: Find,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, Answer>> => {
    const request = {
      ...{ purpose: 'analyse-tickets', prompt: prompt.label, instructions, schema },
      text: JSON.stringify(texts.map((one, at) => shownToModel(one, at, findTeam))),
      maxOutputTokens: TOKENS_EACH * texts.length + TOKENS_EACH,
    };
    const outcome = await model.ask(request, { signal, person: PERSON });
    return outcome.kind === 'answer' ? readAnswers(outcome.text, answers) : new Map();
  };

  return {
    name: model.name,
    version,
    async analyse(texts, signal) {
      const byLocal = await local.analyse(texts, signal);
      const findTeam = findKnownNames(await knownNames([]));
      const analysed: Analysed[] = [];
      for (let from = 0; from < texts.length; from += ASKED_TOGETHER) {
        const together = texts.slice(from, from + ASKED_TOGETHER);
        const found = await askAbout(together, findTeam, signal);
        signal.throwIfAborted();
        together.forEach((_text, at) => {
          const own = byLocal[from + at];
          if (!own) throw new TypeError('a text was left out');
          const analysis = overlaid(own.analysis, found.get(at + 1), taxonomy);
          analysed.push(analysis ? { analysis, by: model.name, version } : own);
        });
      }
      return analysed;
    },
  };
}

function describeCategory({ name, covers, subcategories }: Taxonomy['categories'][number]): string {
  const names = subcategories.map((one) => one.name).join(', ');
  return `  - ${name}: ${covers}${names && ` Subcategories: ${names}.`}`;
}

/** What leaves of a conversation: its words, without whom they are about. */
function shownToModel({ people, ...text }: ConversationText, at: number, findTeam: Find) {
  const { redact } = createRedactor(people, findTeam);
  const words = wordsOf({ ...text, subject: '' }).slice(0, LONGEST_WORDS);
  return { nr: at + 1, subject: redact(text.subject), words: redact(words) };
}

type Answer = z.output<ReturnType<typeof answersSchema>>['conversations'][number];

function answersSchema(taxonomy: Taxonomy) {
  const labels = (names: readonly string[]) => z.enum(names as [string, ...string[]]); // the taxonomy has at least two
  const subcategories = taxonomy.categories.flatMap((one) =>
    one.subcategories.map(({ name }) => name),
  );
  const topics = taxonomy.topics.map(({ name }) => name);
  return z.strictObject({
    conversations: z.array(
      z.strictObject({
        nr: z.number().int(),
        category: labels(taxonomy.categories.map(({ name }) => name)).nullable(),
        subcategory:
          subcategories.length > 0
            ? labels([...new Set(subcategories)]).nullable()
            : z.string().nullable(),
        priority: z.enum(PRIORITIES),
        sentiment: z.number(),
        emotion: z.enum(EMOTIONS),
        topics: topics.length > 0 ? z.array(labels(topics)) : z.array(z.string()),
        language: z.string().nullable(),
        confidence: z.number(),
      }),
    ),
  });
}

/** One bad label costs its own conversation, not those beside it. */
function readAnswers(
  text: string,
  schema: ReturnType<typeof answersSchema>,
): ReadonlyMap<number, Answer> {
  const given = listIn(text);
  const one = schema.shape.conversations.element;
  return new Map(
    given.flatMap((entry) => {
      const { success, data } = one.safeParse(entry);
      return success ? [[data.nr, data] as const] : [];
    }),
  );
}

function listIn(text: string): readonly unknown[] {
  try {
    const { conversations } = JSON.parse(text);
    return Array.isArray(conversations) ? conversations : [];
  } catch {
    return []; // no JSON
  }
}

const MOST_TOPICS = 5;

/** null: there is no answer, or none that holds to the closed sets. */
function overlaid(
  local: TextAnalysis,
  answer: Answer | undefined,
  taxonomy: Taxonomy,
): TextAnalysis | null {
  if (!answer) return null;
  const { nr: _, subcategory, confidence, language, topics, ...labels } = answer;
  const own = labels.category === null ? null : categoryNamed(taxonomy, labels.category);
  const fits = own?.subcategories.some(({ name }) => name === subcategory) ?? false;
  const sure = Math.min(1, Math.max(0, confidence));
  const analysis: TextAnalysis = {
    ...labels,
    subcategory: fits ? subcategory : null,
    topics: [...new Set(topics)].slice(0, MOST_TOPICS),
    language: language === null ? local.language : languageCode(language),
    threats: local.threats,
    confidence: sure,
    confidences: { category: sure },
  };
  return problemOf(analysis, taxonomy) === null ? analysis : null;
}
