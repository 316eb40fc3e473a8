import type { ReceiverEvent } from '@slack/bolt';

/** A parsed request of Slack's, of whatever kind. */
export type RequestBody = ReceiverEvent['body'];

/** A request of Slack's that is worked after it was acknowledged. */
export type JobName = {
  /** The same for every delivery of the same thing. */
  readonly key: string;
  /** A click may open a dialogue within three seconds: it doesn't wait behind questions. */
  readonly lane: 'talk' | 'click';
  /** Jobs of one thread are worked in the order they came; null: in any. */
  readonly thread: string | null;
};

/** Null: not to be kept, because its answer is the acknowledgement itself (dialogues, menus), or it is nothing we know. */
export function jobName(body: RequestBody, envelopeId: string | null): JobName | null {
  if (body.type === 'event_callback' || body.event !== undefined)
    return eventName(body, envelopeId);
  if (typeof body.command === 'string')
    return named('command', text(body.trigger_id) ?? envelopeId, 'talk');
  if (['block_actions', 'message_action', 'shortcut'].includes(body.type))
    return named(body.type, text(body.trigger_id) ?? envelopeId, 'click');
  return null;
}

function eventName({ event, event_id }: RequestBody, envelopeId: string | null): JobName | null {
  const name = named('event', text(event_id) ?? envelopeId, 'talk');
  return name && { ...name, thread: threadOf(event) };
}

/** An edit or a deletion belongs to the thread of the message it is about. */
function threadOf(event: RequestBody): string | null {
  if (event?.type !== 'message' && event?.type !== 'app_mention') return null;
  const about = event.message ?? event.previous_message ?? event;
  const root = text(about.thread_ts) ?? text(about.ts);
  return root && `${event.channel} ${root}`;
}

function named(kind: string, id: string | null, lane: JobName['lane']): JobName | null {
  return id === null ? null : { key: `${kind}:${id}`, lane, thread: null };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
