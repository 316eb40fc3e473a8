import type { Clock } from '../../core/clock.ts';
import { DeniedError, RefusedError } from '../http/refusals.ts';
import type { Page, PageRows } from '../sync/page.ts';
import type { PullStart } from '../sync/ticket-source.ts';
import type { HubSpotApi } from './hubspot-api.ts';
import { pullDeleted } from './pull-deleted.ts';
import { pullFeedback } from './pull-feedback.ts';
import {
  type HubSpotState,
  type Part,
  type Pass,
  stateToPull,
  type UnderWay,
} from './pull-state.ts';
import { createThreadsPull } from './pull-threads.ts';
import { pullTickets } from './pull-tickets.ts';
import { type Optional, readLabels } from './read-labels.ts';

export type PullParts = {
  readonly api: HubSpotApi;
  readonly start: PullStart;
  readonly clock: Clock;
  readonly optional: Optional;
};

/** What one page of a step came to: its rows, and the state with the step gone on or, where `isDone`, through. */
export type Turned = {
  readonly rows: PageRows;
  /** Rows of fewer columns than `rows`, for a page of their own before it: a column that a page's rows bring in part is emptied in the rest. */
  readonly plain?: PageRows | null;
  readonly state: UnderWay;
  readonly isDone: boolean;
};

export type Step = (state: UnderWay, parts: PullParts) => Promise<Turned>;

const NAMES: Readonly<Record<Pass['step'], string>> = {
  labels: 'pipelines and owners',
  tickets: 'tickets',
  threads: 'messages',
  feedback: 'ratings',
  deleted: 'deleted tickets',
};

/** Every page follows from the state before it alone, so that a pull goes on wherever one ended. */
export async function* pullHubSpot(
  parts: Omit<PullParts, 'optional'>,
  onLabels: (state: HubSpotState) => void,
): AsyncIterable<Page> {
  const { start, clock } = parts;
  let state: HubSpotState = stateToPull(start, clock.now());
  const steps: Readonly<Record<Pass['step'], Step>> = {
    labels: pullLabels,
    tickets: pullTickets,
    threads: createThreadsPull(),
    feedback: pullFeedback,
    deleted: pullDeleted,
  };
  const withheld = new Set<Part>(state.withheld);
  const optional = optionalParts(withheld);
  for (let pass = state.pass; pass !== null; pass = state.pass) {
    start.signal.throwIfAborted();
    const turned = await turn(steps[pass.step], { ...state, pass }, { ...parts, optional });
    if (turned.plain) yield { ...turned.plain, state, progress: progressOf(pass) };
    const reached = { ...turned.state, withheld: [...withheld] };
    state = turned.isDone ? afterStep(reached) : reached;
    onLabels(state);
    yield {
      ...turned.rows,
      state,
      progress: progressOf(reached.pass),
      ...(state.pass === null && { complete: completed(pass) }),
    };
  }
}

/** Where a page's place isn't known any more, after a long break, the step begins anew. */
async function turn(step: Step, state: UnderWay, parts: PullParts): Promise<Turned> {
  try {
    return await step(state, parts);
  } catch (error) {
    const isPlaceLost = error instanceof RefusedError && error.status === 400;
    if (!isPlaceLost || state.pass.after === null) throw error;
    const anew = { ...state.pass, after: null, done: 0, threadsRead: [] };
    return step({ ...state, pass: anew }, parts);
  }
}

function progressOf({ step, done, of }: Pass): Page['progress'] {
  return { step: NAMES[step], done, of };
}

/** A 403 leaves a part out, and is remembered; a 401 is about everything. */
export function optionalParts(withheld: Set<Part>): Optional {
  return async (part, ask) => {
    if (withheld.has(part)) return null;
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof DeniedError) || error.status !== 403) throw error;
      withheld.add(part);
      return null;
    }
  };
}

async function pullLabels(state: UnderWay, { api, optional, clock }: PullParts): Promise<Turned> {
  const { labels, rows } = await readLabels(api, optional, clock.now());
  const done = rows.agents.length + rows.pipelines.length;
  return { rows, state: { ...state, labels, pass: { ...state.pass, done } }, isDone: true };
}

/** The next step of the pass, or its end. Ratings and deleted tickets take turns where nothing else changed. */
function afterStep(state: UnderWay): HubSpotState {
  const { pass, withheld, turn } = state;
  const isLeftOut = (step: Pass['step']): boolean =>
    (step === 'threads' && withheld.includes('conversations')) ||
    (step === 'feedback' && withheld.includes('feedback'));
  const idle = isLeftOut('feedback') ? 'deleted' : turn;
  const order: readonly Pass['step'][] = pass.isThorough
    ? ['labels', 'tickets', 'threads', 'feedback', 'deleted']
    : ['tickets', 'threads', idle];
  const next = order.slice(order.indexOf(pass.step) + 1).find((step) => !isLeftOut(step));
  if (next !== undefined) {
    return { ...state, pass: { ...pass, step: next, after: null, done: 0, of: null } };
  }
  return {
    ...state,
    ticketsUntil: Math.max(pass.until, state.ticketsUntil ?? 0),
    turn: turn === 'feedback' ? 'deleted' : 'feedback',
    pass: null,
  };
}

function completed(pass: Pass): NonNullable<Page['complete']> {
  const readUntil = new Date(pass.until).toISOString();
  return pass.kind === 'full'
    ? { readUntil, sweep: { entities: ['tickets'], before: readUntil } }
    : { readUntil };
}
