import type { z } from 'zod';
import type { StandInAnswer, StandInRequest } from '../kit/stand-in.ts';
import type { Account } from './account.ts';
import { problem } from './answers.ts';
import type { Mutations } from './mutate.ts';

/** Each one a way in which the real thing surprises. */
export type Quirks = {
  /** Search takes notice so much later; ms. */
  indexLagMs: number;
  /** Offsets past it are refused. */
  searchWindow: number;
  /** Per second; null: any number. */
  searchLimit: number | null;
  /** Per 10 seconds; null: any number. */
  burstLimit: number | null;
  /** In all; null: any number. */
  dailyLimit: number | null;
  isRetryAfterSent: boolean;
  /** Calculated properties are null in search. */
  isCalculatedNull: boolean;
  /** Associations give ids as numbers. */
  areIdsNumbers: boolean;
  /** Scopes the key has not. */
  missingScopes: readonly string[];
  isRevoked: boolean;
  /** The lists are called something else: another API. */
  isOtherShape: boolean;
};

export type Route = {
  readonly request: StandInRequest;
  /** Without its family's prefix: `/objects/tickets/search`. */
  readonly path: string;
  readonly account: Account;
  readonly quirks: Quirks;
  readonly mutations: Mutations;
};

/** The body or query in the shape the rule gives it, or what is wrong with it. */
export function checked<T>(
  schema: z.ZodType<T>,
  given: unknown,
): { readonly value: T } | { readonly refused: StandInAnswer } {
  const parsed = schema.safeParse(given);
  if (parsed.success) return { value: parsed.data };
  const words = parsed.error.issues
    .map(({ path, message }) => `${path.map(String).join('.')}: ${message}`)
    .join('; ');
  return {
    refused: problem(400, `Invalid input: ${words}`, { category: 'VALIDATION_ERROR' }),
  };
}

export function queryOf({ query }: StandInRequest): Record<string, string | readonly string[]> {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = query.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}
