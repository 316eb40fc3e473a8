import type { WebClient } from '@slack/web-api';
import type { Desk, Rights } from '../../../bot/desk.ts';
import type { Clock } from '../../../core/clock.ts';
import type { StateStore } from '../../../core/state.ts';
import type { Log } from '../log.ts';

/** Something that must happen once, whatever becomes of who does it. */
export interface Once {
  /** Does it, finds it done, or learns that another process has it in hand. `find` is asked where it may have happened already. */
  run<T>(
    key: string,
    act: { act(): Promise<T>; find(): Promise<T | null> },
    options: { readonly keepMs: number },
  ): Promise<{ kind: 'did' | 'found' | 'done'; value: T } | { kind: 'held' }>;
}

/** A person in a place, as Slack names them. */
export type Asker = {
  readonly client: WebClient;
  readonly team: string;
  readonly user: string;
  /** null: between them and Deskhand alone. */
  readonly channel: string | null;
};

/** Something said to us, before it is taken for a question. */
export type Said = Asker & {
  readonly channel: string;
  /** As Slack gave it, but for the mention of us. */
  readonly text: string;
  /** The thread it is in, and what it is itself called there; the first message of a thread is both. */
  readonly root: string;
  readonly ts: string;
  readonly threadId: string;
  readonly jobKey: string;
};

export type TalkParts = {
  readonly desk: Desk;
  readonly state: Pick<StateStore, 'space'>;
  readonly once: Once;
  /** Whoever else may take what was said to us, such as a wish to have an answer posted daily; true: it is dealt with. */
  readonly takeOver?: (said: Said) => Promise<boolean>;
  /** What somebody may be told, and with whom reading along. */
  rightsOf(asker: Asker): Promise<Rights>;
  readonly clock: Clock;
  /** IANA zone for times where an answer names none. */
  readonly zone: string;
  readonly logger: Log;
};
