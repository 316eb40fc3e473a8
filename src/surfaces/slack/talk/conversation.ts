import type { TurnRef } from '../../../bot/desk.ts';

/** A thread in Slack, by its first message; what goes on with one person alone has a name of ours in place of that. */
export type Conversation = {
  readonly team: string;
  readonly channel: string;
  readonly root: string;
};

/** What the desk knows a conversation by: `slack:TEAM:CHANNEL:ROOT`. */
export function threadIdOf({ team, channel, root }: Conversation): string {
  return `slack:${team}:${channel}:${root}`;
}

const THREAD_ID = /^slack:([^:\s]+):([^:\s]+):(\S+)$/;

/** null for a thread that isn't Slack's. */
export function conversationOf(threadId: string): Conversation | null {
  const [, team, channel, root] = THREAD_ID.exec(threadId) ?? [];
  return team && channel && root ? { team, channel, root } : null;
}

/** What buttons say back about the answer they are under. */
export function answerRefOf({ threadId, turnId }: TurnRef): string {
  return `${threadId} ${turnId}`;
}

/** null for what isn't one of our references, or is of another workspace. */
export function readAnswerRef(ref: string, team: string): TurnRef | null {
  const [threadId = '', turnId = '', ...more] = ref.split(' ');
  const isOurs = conversationOf(threadId)?.team === team && turnId !== '' && more.length === 0;
  return isOurs ? { threadId, turnId } : null;
}

/** Direct messages are between the person and us. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}
