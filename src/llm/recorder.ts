import { createHash } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { StateSpace } from '../core/state.ts';
import type { JsonSchema, Usage } from './language-model.ts';

/** As it was sent: a question with its instructions and the form of its answer, or texts to embed. */
export type SentPayload =
  | (Frame & { readonly text: string })
  | { readonly texts: readonly string[] }
  /** Taken out, since somebody’s words may have been in it. */
  | { readonly erased: true };

/** What is the same from call to call. */
type Frame = { readonly instructions: string; readonly schema: JsonSchema | null };

/** One call as it was made: all of our words that left, and how it ended. */
export type SentCall = {
  readonly at: string;
  readonly vendor: string;
  readonly model: string;
  readonly purpose: string;
  /** File and version of the prompt. */
  readonly prompt: string;
  readonly payload: SentPayload;
  readonly outcome: string;
  readonly usage: Usage | null;
  readonly tookMs: number;
};

/** A call as it is kept: its frame stands elsewhere, once. */
export type KeptCall = Omit<SentCall, 'payload'> & {
  readonly payload: SentPayload | { readonly text: string; readonly frame: string };
};

export interface Recorder {
  record(call: Omit<SentCall, 'at'>): Promise<void>;
  /** Newest first. */
  latest(count: number): Promise<readonly SentCall[]>;
}

const DAY_MS = 86_400_000;
const KEPT_DAYS = 14;
export const KEPT_MS = KEPT_DAYS * DAY_MS;

/** Keeps what was sent for a fortnight, so that an admin can read what left the house. */
export function createRecorder(
  calls: StateSpace<KeptCall>,
  frames: StateSpace<Frame>,
  clock: Clock,
): Recorder {
  let nth = 0;
  /** When each was last put down. */
  const putOn = new Map<string, string>();

  const keep = async (frame: Frame, day: string): Promise<string> => {
    const key = createHash('sha256').update(JSON.stringify(frame)).digest('hex');
    if (putOn.get(key) !== day) await frames.set(key, frame, { ttlMs: KEPT_MS + DAY_MS }); // it outlasts the day's calls
    putOn.set(key, day);
    return key;
  };

  const whole = async ({ payload, ...call }: KeptCall): Promise<SentCall> => {
    if (!('frame' in payload)) return { ...call, payload };
    const { instructions = '(no longer kept)', schema = null } =
      (await frames.get(payload.frame)) ?? {};
    return { ...call, payload: { instructions, text: payload.text, schema } };
  };

  return {
    async record({ payload, ...call }) {
      const at = new Date(clock.now()).toISOString();
      nth = (nth + 1) % 100_000;
      const kept =
        'instructions' in payload
          ? { text: payload.text, frame: await keep(frameOf(payload), dayOf(at)) }
          : payload;
      const key = `${at}:${String(nth).padStart(5, '0')}`;
      await calls.set(key, { at, ...call, payload: kept }, { ttlMs: KEPT_MS });
    },
    async latest(count) {
      const found: KeptCall[] = [];
      for (let ago = 0; ago <= KEPT_DAYS && found.length < count; ago += 1) {
        const day = dayOf(new Date(clock.now() - ago * DAY_MS).toISOString());
        const onDay = await calls.list(day);
        found.push(...onDay.map(({ value }) => value).toReversed());
      }
      return Promise.all(found.slice(0, count).map(whole));
    },
  };
}

const frameOf = ({ instructions, schema }: Frame): Frame => ({ instructions, schema });

const dayOf = (at: string): string => at.slice(0, 10);
