import type { Escalation, Position, Step } from '../../../src/tickets/escalate/escalation.ts';
import type { Chain } from '../../../src/tickets/escalate/escalation-setup.ts';
import { findEscalation } from '../../../src/tickets/escalate/escalation-table.ts';
import { findStuck } from '../../../src/tickets/escalate/find-stuck.ts';
import { nextPosition } from '../../../src/tickets/escalate/next-position.ts';
import { selecting } from '../../../src/tickets/escalate/selecting.ts';
import { readSteps } from '../../../src/tickets/escalate/step-table.ts';
import type { World } from './open-escalations.ts';

export type Seen = { readonly escalation: Escalation; readonly steps: readonly Step[] };

/** Looks at one escalation from outside, and says what doesn't hold of it. */
export class Watcher {
  readonly #world: World;
  readonly #id: string;
  readonly #report: (what: string) => void;
  readonly #first: number;
  /** How many pages had been sent when nobody was to be paged any more, and until when; null: somebody is to be. */
  #quiet: { readonly pages: number; readonly until: number } | null = null;

  constructor(world: World, id: string, report: (what: string) => void) {
    this.#world = world;
    this.#id = id;
    this.#report = report;
    this.#first = world.pager.pages.length;
  }

  get pages() {
    return this.#world.pager.pages.slice(this.#first);
  }

  /** Looks, and tells whether it would be forgotten. */
  async look(when: string): Promise<Seen> {
    const { db, clock } = this.#world;
    const from = selecting(db);
    const [escalation, steps] = await Promise.all([
      findEscalation(from, this.#id),
      readSteps(from, this.#id),
    ]);
    if (!escalation) throw new Error('it is gone');
    const { status, owner } = escalation;
    const isWaiting = steps.some(({ state }) => state === 'waiting');
    const stuck = await findStuck(db, new Date(clock.now()).toISOString());
    const says = stuck.some(
      ({ escalationId, kind }) =>
        escalationId === this.#id && (kind === 'no-next-step' || kind === 'no-owner'),
    );
    const isForgotten =
      status === 'paging' || status === 'snoozed'
        ? !isWaiting
        : status !== 'resolved' && owner === null;
    if (isForgotten) this.#report(`${status} with no next step ${when}`);
    if (isForgotten !== says) this.#report(`the auditor doesn’t see ${when} what is so`);
    return { escalation, steps };
  }

  /** Somebody had just done something about it when `sent` pages had been sent; as far as it was committed. */
  noteAnswer({ escalation: { status, snoozedUntil } }: Seen, sent: number): void {
    const until = status === 'snoozed' ? Date.parse(snoozedUntil ?? '') : Number.POSITIVE_INFINITY;
    this.#quiet = status === 'paging' ? null : { pages: sent, until };
  }

  checkQuiet(): void {
    const quiet = this.#quiet;
    if (quiet && this.#world.clock.at < quiet.until && this.pages.length > quiet.pages)
      this.#report('a page after an answer');
  }

  /** It is over since `sent` pages had been sent. */
  checkNone(sent: number): void {
    if (this.pages.length > sent) this.#report('a page after it was resolved');
  }

  /** A tick that got to its end leaves nothing due that isn't begun. */
  checkBegun({ escalation, steps }: Seen, from: number): void {
    if (escalation.status !== 'paging') return;
    if (steps.some(({ state, dueAt }) => state === 'waiting' && Date.parse(dueAt) < from))
      this.#report('a level was due, and not called');
  }

  /** Nor, a minute after whoever was at it has died, anything begun that didn't get through. */
  checkReached({ escalation, steps }: Seen, from: number): void {
    if (escalation.status !== 'paging') return;
    if (steps.some(({ state, beganAt }) => state === 'paging' && Date.parse(beganAt ?? '') < from))
      this.#report('a level was called, and not reached');
  }

  /** Every page once, the levels in the chain's order, and whoever counts as paged was. */
  checkWhole(steps: readonly Step[], chain: Chain): void {
    const keys = this.pages.map(({ key }) => key);
    if (new Set(keys).size !== keys.length) this.#report('a page twice');
    let before: Position | null = null;
    for (const step of steps.filter(({ beganAt }) => beganAt !== null)) {
      if (!follows(chain, before, step))
        this.#report(`level ${step.round}/${step.level} out of turn`);
      before = step;
      if (step.state === 'paged' && !this.#keysOf(step).every((key) => keys.includes(key)))
        this.#report('somebody counts as paged, and was not');
    }
  }

  #keysOf({ number, recipients }: Step): readonly string[] {
    return recipients.map(
      (one) => `escalation:${this.#id}:${number}:${one.kind === 'person' ? one.name : one.channel}`,
    );
  }
}

/** The next in the chain, or the same again where it was put off. */
function follows(chain: Chain, before: Position | null, { round, level }: Position): boolean {
  const allowed =
    before === null ? [{ round: 0, level: 0 }] : [before, nextPosition(chain, before)];
  return allowed.some((one) => one.round === round && one.level === level);
}
