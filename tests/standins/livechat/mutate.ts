import type { Account } from './account.ts';
import { customerIdOf, idOf } from './generate.ts';
import { BOT, FORMER, MARA, type StoredAgent, TARIQ } from './people.ts';
import {
  agentSays,
  assign,
  botSays,
  cancelRating,
  customerSays,
  end,
  openThread,
  queue,
  rate,
  type StoredThread,
  system,
  transfer,
} from './thread.ts';

/** Everything that happens in an account, as it happens: now. All of it can be asked for from another process. */
export type Mutations = ReturnType<typeof mutationsOf>;

export function mutationsOf(account: Account) {
  const { now } = account;

  /** Gives the id of the thread. */
  function open(of: { customer?: number; group?: number; after?: string } = {}): string {
    const seq = account.threads;
    const before = of.after === undefined ? null : account.hold(of.after);
    const thread = openThread({
      seq,
      id: idOf(seq),
      chatId: before?.chatId ?? `P${idOf(seq)}`,
      previousId: before?.id ?? null,
      customerId: before?.customerId ?? customerIdOf(of.customer ?? seq),
      startedAt: now(),
      groupId: of.group ?? 0,
    });
    if (before) before.nextId = thread.id;
    account.add(thread);
    return thread.id;
  }

  const on =
    <Args extends unknown[]>(work: (thread: StoredThread, ...args: Args) => void) =>
    (threadId: string, ...args: Args): void =>
      work(account.hold(threadId), ...args);

  return {
    open,
    form: on((thread, kind?: 'prechat' | 'postchat') =>
      customerSays(thread, now(), `Form at ${now()}`, kind ?? 'prechat'),
    ),
    customer: on((thread, text: string) => customerSays(thread, now(), text)),
    agent: on((thread, by: string, text: string, isPublic?: boolean) =>
      agentSays(thread, now(), { by, text, isPublic: isPublic ?? true }),
    ),
    bot: on((thread, text: string) => botSays(thread, now(), BOT.id, text)),
    assign: on((thread, to: string) => assign(thread, now(), account.person(to) ?? MARA)),
    transfer: on((thread, from: string, to: string) =>
      transfer(thread, now(), account.person(from) ?? MARA, account.person(to) ?? TARIQ),
    ),
    queue: on((thread, seconds: number) => queue(thread, seconds)),
    end: on((thread, type?: string) => end(thread, now(), type ?? 'manual_archived_agent')),
    rate: on((thread, score: number | null, comment?: string) =>
      rate(thread, now(), score, comment ?? null),
    ),
    cancelRating: on((thread) => cancelRating(thread, now())),
    tag: on((thread, tags: readonly string[]) => {
      thread.tags = tags;
    }),
    happen: on((thread, type: string) => system(thread, now(), type)),
    remove: on((thread) => void account.removed.add(thread.seq)),
    hire: (agent: StoredAgent) => void account.agents.push(agent),
    rename: (id: string, name: string) => {
      const agent = account.agents.find((one) => one.id === id);
      if (agent) agent.name = name;
    },
    /** A whole chat, begun and ended now. */
    chat(text = 'Hello'): string {
      const id = open({});
      const thread = account.hold(id);
      const agent = thread.seq % 2 ? MARA : thread.seq % 3 ? TARIQ : FORMER;
      customerSays(thread, now(), text);
      assign(thread, now() + 1, agent);
      agentSays(thread, now() + 2, { by: agent.id, text: 'Hi' });
      end(thread, now() + 3, 'manual_archived_agent');
      return id;
    },
  };
}
