import type { Cast } from './cast.ts';
import type { Priority } from './pipelines.ts';
import type { ChangeRow, MessageRow } from './rows.ts';
import type { Timeline } from './timeline.ts';

export const CHANNELS = [
  { name: 'email', weight: 50 },
  { name: 'web', weight: 28 },
  { name: 'phone', weight: 12 },
  { name: 'chat', weight: 5 },
  { name: 'social', weight: 5 },
] as const;
export type Channel = (typeof CHANNELS)[number]['name'];

/** A ticket on its way: what has been said and changed, some of it perhaps after the end of the data. */
export type TicketThread = {
  readonly cast: Cast;
  readonly timeline: Timeline;
  readonly number: string;
  readonly channel: Channel;
  readonly priority: Priority;
  readonly messages: MessageRow[];
  readonly changes: ChangeRow[];
  status: 'open' | 'pending' | 'solved' | 'closed';
  /** When the latest thing happened. */
  at: number;
};

export function say(
  thread: TicketThread,
  kind: 'customer' | 'agent' | 'system',
  text: string,
  at: number,
  how: 'by hand' | 'automatic' = 'by hand',
): void {
  const { customer, agent } = thread.cast;
  const author = { customer: customer.name, agent: agent.name, system: null }[kind];
  thread.messages.push({
    author_kind: kind,
    author,
    sent_at: at,
    text,
    public: true,
    autoresponse: how === 'automatic',
  });
}

export function setStatus(
  thread: TicketThread,
  status: TicketThread['status'],
  by: string,
  at: number,
): void {
  change(thread, 'status', thread.status, status, by, at);
  thread.status = status;
}

export function change(
  thread: TicketThread,
  field: ChangeRow['field'],
  from: string,
  to: string,
  by: string,
  at: number,
): void {
  thread.changes.push({ field, from_value: from, to_value: to, changed_by: by, changed_at: at });
}

/** A public message an agent wrote by hand. */
export function isAnswer(message: MessageRow): boolean {
  return message.author_kind === 'agent' && message.public && !message.autoresponse;
}
