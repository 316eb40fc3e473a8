import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { type Condition, conditionSchema, type Of, ofSchema } from '../../analytics/query-plan.ts';
import { ConfigError } from '../../core/errors.ts';

const words = z.array(z.coerce.string().min(1));

const schema = z.strictObject({
  fillers: z.array(words),
  populations: z.record(ofSchema, words),
  phrases: z.record(z.string(), words),
  adjectives: z.array(z.strictObject({ words, where: conditionSchema })),
  two_meanings: z.array(
    z.strictObject({
      words,
      metric: z.string(),
      other: z.strictObject({ metric: z.string(), label: z.string(), question: z.string() }),
    }),
  ),
  /** Metrics that "slow" and "fast" mean, best first. */
  speed: z.array(z.string()).min(1),
  absent: z.array(z.strictObject({ words, say: z.string(), instead: z.array(z.string()) })),
});

/** Words that mean one metric and could mean another. */
export type TwoMeanings = {
  readonly words: readonly string[];
  readonly metric: string;
  readonly other: { readonly metric: string; readonly label: string; readonly question: string };
};

/** A describing word that stands for a condition: "badly rated". */
export type Adjective = { readonly words: readonly string[]; readonly where: Condition };

/** Something no support system records: what to say, and questions that can be answered in its place. */
export type AbsentThing = {
  readonly words: readonly string[];
  readonly say: string;
  readonly instead: readonly string[];
};

/** How people say things: config/language.yaml, checked. Phrases are keyed by what they do ("ask.count", "cmp.gt"). */
export type Language = {
  readonly fillers: readonly string[];
  readonly populations: Readonly<Record<Of, readonly string[]>>;
  readonly phrases: Readonly<Record<string, readonly string[]>>;
  readonly adjectives: readonly Adjective[];
  readonly twoMeanings: readonly TwoMeanings[];
  readonly speed: readonly string[];
  readonly absent: readonly AbsentThing[];
  /** Phrases listed again under another key, where they do nothing: each as `file:line: what`. */
  readonly shadowed: readonly string[];
};

type LineOf = (path: readonly PropertyKey[]) => number;

/** Throws ConfigError with every problem as `file:line: what`. */
export function loadLanguage(text: string, fileName: string): Language {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true });
  if (document.errors.length > 0) {
    throw new ConfigError(
      document.errors.map(
        ({ linePos, message }) => `${fileName}:${linePos?.[0].line ?? 1}: ${message}`,
      ),
    );
  }
  const lineOf: LineOf = (path) => {
    const node = document.getIn(path, true);
    return isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1;
  };
  const parsed = schema.safeParse(document.toJS());
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map(
        ({ path, message }) => `${fileName}:${lineOf(path)}: ${path.join('.')}: ${message}`,
      ),
    );
  }
  const { two_meanings: twoMeanings, fillers, ...rest } = parsed.data;
  const shadowed = shadowedPhrases(rest.phrases, lineOf).map((what) => `${fileName}:${what}`);
  return { ...rest, fillers: fillers.flat(), twoMeanings, shadowed };
}

/** A phrase does what its first key says: listed under a second one, it only looks as if it did more. */
function shadowedPhrases(
  phrases: Readonly<Record<string, readonly string[]>>,
  lineOf: LineOf,
): readonly string[] {
  const first = new Map<string, string>();
  return Object.entries(phrases).flatMap(([tag, listed]) =>
    listed.flatMap((phrase, at) => {
      const before = first.get(phrase);
      if (before === undefined) first.set(phrase, tag);
      if (before === undefined || before === tag) return [];
      const line = lineOf(['phrases', tag, at]);
      return [`${line}: "${phrase}" is listed under ${tag}, but under ${before} before`];
    }),
  );
}
