import { appendFileSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../../src/core/clock.ts';
import { createOnce } from '../../src/store/once.ts';
import { openStateStore } from '../../src/store/state.ts';

/** Sees every key done, each by one line in the log; may be killed at any moment. */
const [url = '', log = '', keys = '0', space = ''] = process.argv.slice(2);

await using state = await openStateStore(url);
const once = createOnce({ space: state.space(space), clock: systemClock, leaseMs: 1000 });

const deed = (key: string) => ({
  async act() {
    await wait(Math.random() * 4);
    appendFileSync(log, `${key}\n`);
    await wait(Math.random() * 4);
    return key;
  },
  find: async () => (readFileSync(log, 'utf8').split('\n').includes(key) ? key : null),
});

const left = new Set(Array.from({ length: Number(keys) }, (_, n) => `key-${n}`));
while (left.size > 0) {
  for (const key of left) {
    const { kind } = await once.run(key, deed(key), { keepMs: 60_000 });
    if (kind !== 'held') left.delete(key);
  }
  await wait(20);
}
