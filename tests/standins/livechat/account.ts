import { type Generation, generatedThread, idOf } from './generate.ts';
import { BOT, FORMER, FORMER_BOT, MARA, type Person, type StoredAgent, TARIQ } from './people.ts';
import type { StoredThread } from './thread.ts';

export type Customer = { readonly id: string; name: string | null; email: string | null };

/** What one LiveChat account holds. Threads nobody touched since they were generated are made up when asked for. */
export class Account {
  readonly made: Generation;
  readonly now: () => number;
  /** By place: those that changed since, or began since. */
  readonly held = new Map<number, StoredThread>();
  readonly removed = new Set<number>();
  readonly agents: StoredAgent[] = [{ ...MARA }, { ...TARIQ }];
  readonly bots: Person[] = [BOT];
  /** Threads stand in the order they began. */
  threads: number;

  constructor(made: Generation, now: () => number) {
    this.made = made;
    this.now = now;
    this.threads = made.chats;
  }

  at(seq: number): StoredThread | null {
    if (seq < 0 || seq >= this.threads || this.removed.has(seq)) return null;
    return this.held.get(seq) ?? generatedThread(this.made, seq);
  }

  find(threadId: string): StoredThread | null {
    const seq = Number.parseInt(threadId.slice(1), 36) - 100_000;
    return idOf(seq) === threadId ? this.at(seq) : null;
  }

  /** To be changed. */
  hold(threadId: string): StoredThread {
    const thread = this.find(threadId);
    if (!thread) throw new Error(`there is no thread ${threadId}`);
    this.held.set(thread.seq, thread);
    return thread;
  }

  add(thread: StoredThread): void {
    this.held.set(thread.seq, thread);
    this.threads = Math.max(this.threads, thread.seq + 1);
  }

  person(id: string): Person | null {
    return [...this.agents, ...this.bots, FORMER, FORMER_BOT].find((one) => one.id === id) ?? null;
  }

  customer(id: string): Customer {
    const nth = Number(id.slice(-6));
    // Some say who they are in a form alone, some never.
    const name = nth % 4 === 1 ? null : `Customer ${nth}`;
    return { id, name, email: nth % 4 === 0 ? `customer${nth}@example.test` : null };
  }

  *all(): Generator<StoredThread> {
    for (let seq = 0; seq < this.threads; seq += 1) {
      const thread = this.at(seq);
      if (thread) yield thread;
    }
  }
}
