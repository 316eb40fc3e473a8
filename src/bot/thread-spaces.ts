const DAY_MS = 86_400_000;

/**
 * Where each surface's threads are kept, apart from the others': what was asked in a Slack channel is not for whoever opens the console.
 * Slack's own thread is the memory, ours only spares reading it, so it need not be kept for ever.
 * Replies are kept beside their threads, by `replyKey`: a thread is read and written at every turn, its tables only when they are shown.
 */
export const THREAD_SPACES = {
  local: { name: 'threads', replies: 'replies', keepMs: undefined },
  slack: { name: 'slack-threads', replies: 'slack-replies', keepMs: 60 * DAY_MS },
} as const satisfies Record<
  string,
  { readonly name: string; readonly replies: string; readonly keepMs: number | undefined }
>;

export const replyKey = (threadId: string, turnId: string): string => `${threadId}/${turnId}`;

export type ThreadSpace = keyof typeof THREAD_SPACES;

/** What was said in Slack and is too large to travel with its answer. */
export const SLACK_TRACES = 'slack-traces';
