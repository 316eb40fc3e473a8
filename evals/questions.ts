import { readFileSync } from 'node:fs';
import { z } from 'zod';

const outcome = z.enum(['answer', 'clarify', 'decline']);
export type Outcome = z.infer<typeof outcome>;

const sqlGold = z.strictObject({
  sql: z.string(),
  /** Rows must come in this order; rows with the same value may change places. */
  ordered: z.boolean(),
  /**
   * value: one figure; values: several figures of one row; rows: groups with their figures; compare: a figure and what it is held against;
   * ids: a list of tickets or chats; distribution: bands that add up to the one figure given.
   */
  match: z.enum(['value', 'values', 'rows', 'compare', 'ids', 'distribution']),
  /** Leading columns that name the group; 1 unless given. */
  keys: z.number().int().min(0).optional(),
  /** An ordered answer holds at least this many rows; with `exact` no more. */
  top: z.number().int().optional(),
  exact: z.boolean().optional(),
  /** The answer may show a part of the rows, at least this many. */
  subset: z.number().int().optional(),
  /** The group with no value may be there or not. */
  none: z.literal('optional').optional(),
  /** How many rows a list shows, and how few are enough. */
  limit: z.number().int().optional(),
  min: z.number().int().optional(),
});
export type SqlGold = z.infer<typeof sqlGold>;

const aboutGold = z.strictObject({
  match: z.literal('about'),
  topic: z.array(z.string()),
  id: z.array(z.string()).optional(),
});
export type AboutGold = z.infer<typeof aboutGold>;

const gold = z.union([sqlGold, aboutGold]);
export type Gold = z.infer<typeof gold>;

const questionSchema = z.strictObject({
  id: z.string(),
  thread: z.string().optional(),
  question: z.string(),
  now: z.iso.datetime(),
  zone: z.string(),
  expect: z.union([outcome, z.array(outcome)]),
  /** Any one of several may match where the design leaves the reading open. */
  gold: z.union([gold, z.array(gold)]).optional(),
  class: z.string(),
  notes: z.string().optional(),
});

/** One line of evals/questions/*.jsonl. */
export type Question = {
  readonly id: string;
  readonly thread: string | null;
  readonly question: string;
  readonly now: string;
  readonly zone: string;
  readonly expect: readonly Outcome[];
  readonly gold: readonly Gold[];
  readonly class: string;
};

/** Throws TypeError naming the line that is not a question. */
export function readQuestions(path: string): readonly Question[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [parseQuestion(line, index, path)]));
}

function parseQuestion(line: string, index: number, path: string): Question {
  const parsed = questionSchema.safeParse(JSON.parse(line));
  if (!parsed.success)
    throw new TypeError(`${path}:${index + 1}: ${z.prettifyError(parsed.error)}`);
  const { thread, expect, gold: golds, notes: _, ...rest } = parsed.data;
  return {
    ...rest,
    thread: thread ?? null,
    expect: [expect].flat(),
    gold: golds === undefined ? [] : [golds].flat(),
  };
}
