import type { Suggestion } from './suggestion.ts';
import type { Tone } from './write/templates.ts';

export type SuggestOptions = {
  /** Who asked for it. */
  readonly by: string;
  /** The same key makes one draft, however often it is asked for. */
  readonly key?: string;
  /** Default: the usual one, and for another one that of the newest. Said otherwise, the newest is what is said so. */
  readonly tone?: Tone;
  /** Made of something else than those before. */
  readonly isAnother?: boolean;
  /** Nobody asked for it. */
  readonly isAutomatic?: boolean;
  readonly signal?: AbortSignal;
};

/** A suggestion, and a sentence about what was done with it. */
export type Done = { readonly suggestion: Suggestion; readonly words: string };

/** Replies for tickets, out of what is known; and what became of them. */
export interface Suggestions {
  /** Throws AskerError where there is no such ticket, or nothing else to make another one of. */
  suggest(ticket: string, options: SuggestOptions): Promise<Suggestion>;
  /** The newest one of a ticket, by its id or as people name it; null: none was made. */
  latest(ticket: string): Promise<Suggestion | null>;
  /** Throws AskerError where there is none. */
  get(id: string): Promise<Suggestion>;
  /**
   * Has it written to the ticket as an internal note, as it is or as `text` has it; once, whoever else does the same.
   * Where its support system isn't connected, only says so.
   */
  use(id: string, how: { readonly by: string; readonly text?: string }): Promise<Done>;
  reject(id: string, why: { readonly by: string; readonly reason: string }): Promise<Done>;
}
