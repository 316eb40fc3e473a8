import type { z } from 'zod';
import type { AnswerHeaders } from './plain-fetch.ts';
import { parseBody, parseLoosely, UnreadableBodyError } from './read-body.ts';
import { DeniedError, RefusedError } from './refusals.ts';
import type { RawAnswer } from './send-once.ts';
import type { Answer, Call } from './source-http.ts';
import { retryAfter } from './waits.ts';

/** An answer with a status that isn't one of success, nor one of the call's own. */
export type Failure = {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** JSON where it could be parsed, else text. */
  readonly body: unknown;
  readonly call: Call<unknown>;
};

/**
 * What a failure means. `usual`: what its status says. `retry`: again, after `inMs` at least. `final`: never again.
 * `again`: once more at once, with headers asked for anew, since a token was renewed or a region learnt.
 */
export type Verdict = {
  readonly move: 'usual' | 'retry' | 'final' | 'again';
  /** What the API said. */
  readonly words?: string;
  /** What the operator can do about it; the failure is then theirs to put right. */
  readonly remedy?: string;
  readonly inMs?: number;
};

/** Where one attempt leaves the request. */
export type Outcome<T> =
  | { readonly kind: 'answered'; readonly answer: Answer<T> }
  | { readonly kind: 'again'; readonly words: string }
  | {
      readonly kind: 'passing';
      readonly words: string;
      readonly askedMs: number | null;
      /** A write could have come through all the same. */
      readonly mayBeMade: boolean;
      /** JSON, but not what this API gives. */
      readonly isShape: boolean;
      readonly cause?: unknown;
    };

/** How one API's failures are to be read. */
export type Judging = {
  readonly label: string;
  /** Statuses that pass. */
  readonly passing: ReadonlySet<number>;
  /** What to do about 401 and 403. */
  readonly remedy: string;
  readonly readFailure: (failure: Failure) => Verdict | Promise<Verdict>;
  readonly now: () => number;
  /** Takes secrets out of words. */
  readonly clean: (words: string) => string;
};

/** Statuses that promise that nothing was made. */
const NOTHING_MADE = new Set([423, 429, 503]);
const LONGEST_WORDS = 300;

/** Throws DeniedError or RefusedError for what another attempt can't change. */
export async function judgeAnswer<T>(
  raw: RawAnswer,
  call: Call<T>,
  judging: Judging,
): Promise<Outcome<T>> {
  const { status, headers } = raw;
  if (call.answers?.includes(status)) {
    return { kind: 'answered', answer: { status, headers, value: null } };
  }
  if (status >= 200 && status < 300) return judgeBody(raw, call, judging);
  const failure: Failure = { status, headers, body: parseLoosely(raw.text), call };
  const verdict = await judging.readFailure(failure);
  const said = judging.clean(verdict.words ?? wordsOf(failure.body)).slice(0, LONGEST_WORDS);
  const words = said === '' ? String(status) : `${status}, ${said}`;
  if (verdict.move === 'again') return { kind: 'again', words };
  const isPassing =
    verdict.move === 'usual' ? judging.passing.has(status) : verdict.move === 'retry';
  if (!isPassing) throw refusal(status, { call, words: said, verdict, judging });
  const askedMs = retryAfter(headers, judging.now()) ?? verdict.inMs ?? null;
  return { kind: 'passing', words, askedMs, mayBeMade: !NOTHING_MADE.has(status), isShape: false };
}

function judgeBody<T>(raw: RawAnswer, call: Call<T>, judging: Judging): Outcome<T> {
  const { status, headers, text } = raw;
  const passing = { kind: 'passing', askedMs: null, mayBeMade: true } as const;
  try {
    const body = parseBody(text);
    const parsed = call.schema.safeParse(body);
    if (parsed.success)
      return { kind: 'answered', answer: { status, headers, value: parsed.data } };
    if (body === null) return { ...passing, words: 'an empty answer', isShape: false };
    const problems = parsed.error.issues.slice(0, 3).map((issue) => problemWords(issue, body));
    const words = `the answer isn't the one this API gives (${judging.clean(problems.join('; '))})`;
    return { ...passing, words, isShape: true };
  } catch (cause) {
    if (!(cause instanceof UnreadableBodyError)) throw cause;
    return { ...passing, words: cause.message, isShape: false, cause };
  }
}

function problemWords({ path, message }: z.core.$ZodIssue, body: unknown): string {
  const name = path.map(String).join('.');
  if (name === '') return message;
  let value = body;
  for (const key of path) value = Object(value)[key];
  return value === undefined ? `missing \`${name}\`` : `\`${name}\`: ${message}`;
}

function refusal(
  status: number,
  of: {
    readonly call: Call<unknown>;
    readonly words: string;
    readonly verdict: Verdict;
    readonly judging: Judging;
  },
): DeniedError | RefusedError {
  const { call, words, verdict, judging } = of;
  const isDenied = status === 401 || status === 403 || verdict.remedy !== undefined;
  const said = words === '' ? '' : `: ${words.replace(/\.$/, '')}`;
  const tried = `${judging.label} refused to ${call.what} (${status})${said}`;
  return isDenied
    ? new DeniedError(`${tried}. ${verdict.remedy ?? judging.remedy}`, { status, words })
    : new RefusedError(tried, { status, words });
}

/** The message most APIs put somewhere near the top of an error. Web pages have nothing to say. */
function wordsOf(body: unknown): string {
  if (typeof body === 'string') return /^\s*</.test(body) ? '' : body.trim();
  if (typeof body !== 'object' || body === null) return '';
  for (const key of ['message', 'error_description', 'description', 'title', 'error'] as const) {
    if (!(key in body)) continue;
    // `in` narrows to an object with this key, whatever is under it.
    const value = (body as Readonly<Record<string, unknown>>)[key];
    const words = typeof value === 'string' ? value : wordsOf(value);
    if (words !== '') return words;
  }
  return '';
}
