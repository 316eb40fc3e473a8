import { setTimeout as wait } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import type { Conversation } from './conversation.ts';

export interface Status {
  /** To be waited for before the answer is posted, which clears it: one that came later would stay. */
  settled(): Promise<void>;
  /** Takes it away where there is no answer. */
  clear(): Promise<void>;
}

/** No answer waits longer for its status; Slack takes one that stays away by itself. */
const LONGEST_MS = 1500;

/** Says that we are at it, after a while. Where Slack has no status, nothing is said: the answer is what matters. */
export function showStatus(
  client: WebClient,
  { channel, root }: Conversation,
  afterMs: number,
): Status {
  let shown: Promise<unknown> | null = null;
  const say = (status: string) =>
    client.assistant.threads
      .setStatus({ channel_id: channel, thread_ts: root, status })
      .catch(() => {}); // not in every plan, nor in every kind of channel
  const begin = () => {
    shown = say('is looking at the data …');
  };
  const timer = afterMs === 0 ? undefined : setTimeout(begin, afterMs);
  if (afterMs === 0) begin();
  const settled = async () => {
    clearTimeout(timer);
    if (shown !== null) await Promise.race([shown, wait(LONGEST_MS, null, { ref: false })]);
  };
  return {
    settled,
    async clear() {
      await settled();
      if (shown !== null) void say('');
    },
  };
}
