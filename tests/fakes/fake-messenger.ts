import type { Messenger, PostedMessage, Posting } from '../../src/core/messenger.ts';

export type FakeMessage<Content> = Posting<Content> & {
  readonly id: string;
  /** ISO, UTC. */
  readonly postedAt: string;
};

/** A place where messages stand, as any number of processes see it. */
export class FakeMessenger<Content> implements Messenger<Content> {
  /** In the order they came. */
  readonly messages: FakeMessage<Content>[] = [];
  readonly told: { readonly person: string; readonly words: string; readonly key: string }[] = [];
  /** What takes time before a message is sent. */
  delay: () => Promise<void> = async () => {};
  /** How often something was looked for. */
  searches = 0;
  /** Throws what it gives instead of posting; `after`: once the message stands there. */
  trouble: (
    posting: Posting<Content>,
  ) => { readonly error: Error; readonly after: boolean } | null = () => null;
  /** Where set, nobody can be told. */
  tellTrouble: Error | null = null;
  readonly #pieces: (content: Content) => number;
  readonly #now: () => number;

  constructor(now: () => number, pieces: (content: Content) => number = () => 1) {
    this.#now = now;
    this.#pieces = pieces;
  }

  pieces(content: Content): number {
    return this.#pieces(content);
  }

  async post(
    posting: Posting<Content>,
    check: () => Promise<void> = async () => {},
  ): Promise<PostedMessage> {
    await this.delay();
    await check();
    const trouble = this.trouble(posting);
    if (trouble && !trouble.after) throw trouble.error;
    const id = `m${this.messages.length + 1}`;
    this.messages.push({ ...posting, id, postedAt: new Date(this.#now()).toISOString() });
    if (trouble) throw trouble.error;
    return { channel: posting.channel, id };
  }

  async find({ channel, thread, key, since }: Parameters<Messenger<Content>['find']>[0]) {
    this.searches++;
    const found = this.messages.find(
      (one) =>
        one.channel === channel &&
        one.thread?.id === thread?.id &&
        one.key === key &&
        one.postedAt >= since,
    );
    return found ? { channel, id: found.id } : null;
  }

  async tell(person: string, words: string, key: string): Promise<void> {
    if (this.tellTrouble) throw this.tellTrouble;
    if (this.told.every((one) => one.key !== key)) this.told.push({ person, words, key });
  }
}
