/** A message that has been posted, as its platform knows it. */
export type PostedMessage = {
  readonly channel: string;
  readonly id: string;
};

/** What shall be posted, and where. */
export type Posting<Content> = {
  readonly channel: string;
  /** The message it replies to; null: it stands in the channel itself. */
  readonly thread: PostedMessage | null;
  /** Travels with the message, unseen: it is found again by it. */
  readonly key: string;
  readonly content: Content;
  /** Which of the messages the content takes; from 0. */
  readonly piece: number;
};

/** Where a message would be, if it was posted. */
export type Whereabouts = {
  readonly channel: string;
  readonly thread: PostedMessage | null;
  readonly key: string;
  /** ISO, UTC: it can't have been posted before. */
  readonly since: string;
};

/**
 * Speaks to people of its own accord. Each surface renders what it is given.
 * Throws UpstreamError for what may work later, AskerError for what somebody has to put right first (a channel it isn't in).
 */
export interface Messenger<Content> {
  /** How many messages a content takes; the same for the same content. */
  pieces(content: Content): number;
  /**
   * Resolves when the message stands there. Where it throws, it may stand there all the same. `check` is called right before it is sent, when
   * all that takes time is done, and throws where it is too late for that.
   */
  post(posting: Posting<Content>, check?: () => Promise<void>): Promise<PostedMessage>;
  /** The message with this key; null: it is not there. */
  find(where: Whereabouts): Promise<PostedMessage | null>;
  /** A word to one person, in private; plain sentences. The same key reaches them once. */
  tell(person: string, words: string, key: string): Promise<void>;
}

/** A messenger whose messages go on changing with what they tell of. */
export interface Noticeboard<Content> extends Messenger<Content> {
  /** Has the message with this key tell this instead; one that is gone stays gone. */
  revise(posted: PostedMessage, key: string, content: Content): Promise<void>;
}
