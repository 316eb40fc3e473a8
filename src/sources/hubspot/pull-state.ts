import { z } from 'zod';
import type { PullStart } from '../sync/ticket-source.ts';
import { labelsSchema } from './labels.ts';

/** Parts that a key may lack the scope for, which are then left out. */
const partSchema = z.enum([
  'account',
  'owners',
  'contacts',
  'companies',
  'notes',
  'emails',
  'conversations',
  'feedback',
]);
export type Part = z.infer<typeof partSchema>;

const ms = z.number();

const passSchema = z.object({
  kind: z.enum(['full', 'incremental']),
  /** What changed from then on is read; ms. */
  since: ms,
  /** Fixed for the pass. What changes later may be met or not, and is read by the next one; ms. */
  until: ms,
  step: z.enum(['labels', 'tickets', 'threads', 'feedback', 'deleted']),
  /** Of the step: the id or the page it goes on after. */
  after: z.string().nullable(),
  done: z.number(),
  of: z.number().nullable(),
  /** Ratings and deleted tickets are both looked at, to the end. */
  isThorough: z.boolean(),
  /** Threads of the page under way that have been read. */
  threadsRead: z.array(z.string()),
});
export type Pass = z.infer<typeof passSchema>;

const stateSchema = z.object({
  form: z.literal(1),
  labels: labelsSchema.nullable(),
  withheld: z.array(partSchema),
  /** Everything changed before has been read, of each; ms. */
  ticketsUntil: ms.nullable(),
  threadsUntil: ms.nullable(),
  feedbackUntil: ms.nullable(),
  /** When the deleted tickets were last looked through to the end; ms. */
  deletedAt: ms.nullable(),
  /** Which of the two an idle pass looks at next. */
  turn: z.enum(['feedback', 'deleted']),
  surveys: z.record(z.string(), z.tuple([z.number(), z.number()]).readonly()),
  /** Threads that the next pass meets again, by the stamp of the message they were read up to. */
  recentThreads: z.record(z.string(), z.string()),
  pass: passSchema.nullable(),
});
export type HubSpotState = z.infer<typeof stateSchema>;
export type UnderWay = HubSpotState & { readonly pass: Pass };

/** Search takes notice of changes late: what is newer isn't looked for yet, and what is this much older is looked at again. */
const SETTLING_MS = 60_000;
export const OVERLAP_MS = 120_000;
const LABELS_MS = 24 * 3_600_000;

const NOTHING_YET: HubSpotState = {
  form: 1,
  labels: null,
  withheld: [],
  ticketsUntil: null,
  threadsUntil: null,
  feedbackUntil: null,
  deletedAt: null,
  turn: 'feedback',
  surveys: {},
  recentThreads: {},
  pass: null,
};

/** Where a pull begins or goes on. A state nobody can read is none at all: everything is read anew. */
export function stateToPull(start: PullStart, now: number): UnderWay {
  const parsed = stateSchema.safeParse(start.state);
  const state = parsed.success ? parsed.data : NOTHING_YET;
  const since = start.since === undefined ? null : Date.parse(start.since);
  if (state.pass && goesOn(state.pass, start.kind, since)) return { ...state, pass: state.pass };
  const kind = since === null && state.ticketsUntil === null ? 'full' : start.kind;
  const areLabelsDue = state.labels === null || now - state.labels.readAt >= LABELS_MS;
  const isThorough = kind === 'full' || areLabelsDue;
  const from = state.ticketsUntil === null ? null : state.ticketsUntil - OVERLAP_MS;
  return {
    ...state,
    // What was withheld may have been granted since.
    withheld: isThorough ? [] : state.withheld,
    pass: {
      kind,
      since: kind === 'full' ? 0 : Math.min(...[since, from].filter((at) => at !== null)),
      until: now - SETTLING_MS,
      step: isThorough ? 'labels' : 'tickets',
      after: null,
      done: 0,
      of: null,
      isThorough,
      threadsRead: [],
    },
  };
}

function goesOn(pass: Pass, kind: PullStart['kind'], since: number | null): boolean {
  if (kind === 'full') return pass.kind === 'full';
  return pass.kind === 'full' || since === null || since >= pass.since;
}

/** From when on threads and ratings are read in this pass, ms. */
export function sinceOf(state: UnderWay, until: number | null): number {
  const { pass, ticketsUntil } = state;
  if (pass.kind === 'full') return 0;
  // Withheld until now, while tickets were read.
  if (until === null) return ticketsUntil === null ? pass.since : 0;
  return Math.min(pass.since, until - OVERLAP_MS);
}
