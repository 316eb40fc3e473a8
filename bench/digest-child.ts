import { env, pid } from 'node:process';
import { pino } from 'pino';
import { UpstreamError } from '../src/core/errors.ts';
import type { Messenger, PostedMessage } from '../src/core/messenger.ts';
import { createDigests } from '../src/digests/create-digests.ts';
import type { DigestPart } from '../src/digests/deliver.ts';
import { createOnce, type DeedEntry } from '../src/store/once.ts';
import { openStateStore } from '../src/store/state.ts';
import { settings } from '../tests/analytics/small-desk.ts';
import { digestSpec, oneFigure, section } from '../tests/digests/sample-digest.ts';

/** One of the processes of `digest-slots.ts`: brings every slot that is due to its end, and is killed by it now and then. */
const { SERVER = '', STATE = '', SHIFT_MS = '0', LEASE_MS = '15000', UNTIL = '' } = env;
/** The time of the slots; the same for all of them, since leases are judged by it. */
const clock = { now: () => Date.now() + Number(SHIFT_MS) };

async function call<T>(path: string, body: object): Promise<T> {
  const answer = await fetch(SERVER + path, {
    method: 'POST',
    headers: { pid: String(pid) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(Number(LEASE_MS) / 3),
  }).catch((cause: unknown) => {
    throw new UpstreamError('the server did not answer', { cause });
  });
  return (await answer.json()) as T; // our own server
}

const messenger: Messenger<DigestPart> = {
  pieces: () => 1,
  async post({ channel, thread, key }, check) {
    await check?.();
    return call<PostedMessage>('/post', { channel, thread, key });
  },
  find: (where) => call<PostedMessage | null>('/find', where),
  tell: async (_, __, key) => {
    await call('/tell', { key });
  },
};

await using state = await openStateStore(STATE);
const digests = createDigests({
  file: [
    digestSpec({
      schedule: { line: '0 * * * *', words: 'every hour' },
      zone: 'UTC',
      sections: [section('tickets')],
      graceMs: 365 * 86_400_000,
    }),
  ],
  ask: async ({ plan }) => ({ reply: oneFigure({ value: 1 }), plan, keys: [] }),
  metrics: async () => [],
  settings: { ...settings, zone: 'UTC' },
  state,
  once: createOnce({
    space: state.space<DeedEntry>('digest-deeds'),
    clock,
    leaseMs: Number(LEASE_MS),
  }),
  messenger,
  clock,
  logger: pino({ level: 'silent' }),
});
const progress = state.space<string>('digest-progress');
do await digests.catchUp();
while (UNTIL !== '' && ((await progress.get('daily')) ?? '') < UNTIL);
