import type { Noticeboard, PostedMessage } from '../../src/core/messenger.ts';
import { FakeMessenger } from './fake-messenger.ts';

/** Where messages go on changing: what stands there now is in `messages`. */
export class FakeNoticeboard<Content>
  extends FakeMessenger<Content>
  implements Noticeboard<Content>
{
  /** How often a message was changed. */
  revisions = 0;

  async revise({ id }: PostedMessage, key: string, content: Content): Promise<void> {
    const at = this.messages.findIndex((one) => one.id === id && one.key === key);
    const message = this.messages[at];
    if (!message) return;
    this.revisions++;
    this.messages[at] = { ...message, content };
  }
}
