import { LineCounter, parseDocument } from 'yaml';
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
  speed: z.array(z.string()).min(1),
  absent: z.array(z.strictObject({ words, say: z.string(), instead: z.array(z.string()) })),
});

export type TwoMeanings = {
  readonly words: readonly string[];
  readonly metric: string;
  readonly other: { readonly metric: string; readonly label: string; readonly question: string };
};

/** A describing word that stands for a condition: "badly rated". */
export type Adjective = { readonly words: readonly string[]; readonly where: Condition };

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
  /** Metrics that "slow" and "fast" mean, best first. */
  readonly speed: readonly string[];
  readonly absent: readonly AbsentThing[];
};

/** Throws ConfigError with every problem as `file:line: what`. */
export function loadLanguage(text: string, fileName: string): Language {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true });
  const lineAt = (path: readonly PropertyKey[]): number => {
    const node = document.getIn(path, true);
    const range = node && typeof node === 'object' && 'range' in node ? node.range : null;
    return Array.isArray(range) ? lines.linePos(Number(range[0])).line : 1;
  };
  if (document.errors.length > 0) {
    throw new ConfigError(
      document.errors.map(
        (error) => `${fileName}:${error.linePos?.[0].line ?? 1}: ${error.message}`,
      ),
    );
  }
  const parsed = schema.safeParse(document.toJS());
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map(
        (issue) => `${fileName}:${lineAt(issue.path)}: ${issue.path.join('.')}: ${issue.message}`,
      ),
    );
  }
  const { two_meanings: twoMeanings, fillers, ...rest } = parsed.data;
  return { ...rest, fillers: fillers.flat(), twoMeanings };
}
