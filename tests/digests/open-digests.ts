import { pino } from 'pino';
import type { StateStore } from '../../src/core/state.ts';
import { createDigests, type DigestsParts } from '../../src/digests/create-digests.ts';
import { type DigestPart, LEASE_MS } from '../../src/digests/deliver.ts';
import { createOnce, type DeedEntry } from '../../src/store/once.ts';
import { settings } from '../analytics/small-desk.ts';
import { FakeMessenger } from '../fakes/fake-messenger.ts';
import { FakeStateStore } from '../fakes/fake-state-store.ts';
import { oneFigure, ZONE } from './sample-digest.ts';

/** A clock that is moved by hand. */
export class MovedClock {
  #at: number;

  constructor(iso: string) {
    this.#at = Date.parse(iso);
  }

  now = (): number => this.#at;

  to(iso: string): void {
    this.#at = Date.parse(iso);
  }

  pass(minutes: number): void {
    this.#at += minutes * 60_000;
  }
}

/** One world: a state, a place to post to, a time. Any number of processes are opened in it. */
export function openWorld(at: string) {
  const clock = new MovedClock(at);
  const kept = new FakeStateStore(clock.now);
  const state: StateStore = kept;
  const messenger = new FakeMessenger<DigestPart>(clock.now);
  const asked: string[] = [];
  const open = (parts: Partial<DigestsParts> = {}) => {
    const store = parts.state ?? state;
    return createDigests({
      file: [],
      ask: async ({ question, plan }) => {
        asked.push(question);
        return { reply: oneFigure({ value: asked.length }), plan, keys: [] };
      },
      metrics: async () => [],
      settings: { ...settings, zone: ZONE },
      state: store,
      once: createOnce({ space: store.space<DeedEntry>('digest-deeds'), clock, leaseMs: LEASE_MS }),
      messenger,
      clock,
      logger: pino({ level: 'silent' }),
      ...parts,
    });
  };
  return {
    ...{ clock, state, messenger, asked, open },
    /** What the state holds, by space and key. */
    get kept() {
      return kept.kept;
    },
  };
}
