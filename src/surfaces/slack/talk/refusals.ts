import { WebAPIPlatformError } from '@slack/web-api';

/** What Slack said at an address it gave us to respond to. */
export class RefusedResponse extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(`Slack refused a response: ${reason}`);
    this.name = 'RefusedResponse';
    this.reason = reason;
  }
}

/** Slack's word for why it refused a call; null: it did not, something else went wrong. */
export function reasonOf(error: unknown): string | null {
  if (error instanceof RefusedResponse) return error.reason;
  return error instanceof WebAPIPlatformError ? error.data.error : null;
}

const LAYOUT = new Set([
  ...['invalid_blocks', 'invalid_blocks_format', 'invalid_attachments', 'block_mismatch'],
  ...['msg_blocks_too_long', 'msg_too_long', 'too_many_attachments'],
]);

/** It is about how a message looks: a plainer one may be taken. */
export function isRefusedLayout(error: unknown): boolean {
  return LAYOUT.has(reasonOf(error) ?? '');
}

/** It may be about a file the message shows, which Slack has only just taken; it doesn't always say what it is about. */
export function isAboutFile(error: unknown): boolean {
  if (!(error instanceof WebAPIPlatformError)) return true;
  const { messages = [] } = error.data.response_metadata ?? {};
  return messages.length === 0 || messages.some((said) => /slack.?file/i.test(said));
}

/** It is about what travels with a message, not about what is seen of it. */
export function isRefusedMetadata(error: unknown): boolean {
  return /metadata/.test(reasonOf(error) ?? '');
}

/** The message is not there any more, or not ours: there is nothing to take away or change. */
export function isGone(error: unknown): boolean {
  const gone = ['message_not_found', 'cant_delete_message', 'cant_update_message'];
  const noFile = ['file_not_found', 'file_deleted', 'cant_delete_file'];
  return [...gone, ...noFile, 'channel_not_found', 'edit_window_closed'].includes(
    reasonOf(error) ?? '',
  );
}

/** We are no member of the channel, or it is closed to us. */
export function isShutOut(error: unknown): boolean {
  const shut = ['not_in_channel', 'channel_not_found', 'is_archived', 'restricted_action'];
  return shut.includes(reasonOf(error) ?? '');
}
