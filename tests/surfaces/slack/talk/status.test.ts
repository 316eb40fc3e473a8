import type { WebClient } from '@slack/web-api';
import { expect, it } from 'vitest';
import { showStatus } from '../../../../src/surfaces/slack/talk/status.ts';

const PLACE = { team: 'T1', channel: 'C1', root: '1.1' };

/** Keeps what was shown; `answer` is what becomes of each call. */
function createClient(answer: () => Promise<unknown>) {
  const shown: string[] = [];
  const setStatus = ({ status }: { status: string }) => {
    shown.push(status);
    return answer();
  };
  // only this one method is called
  return { shown, client: { assistant: { threads: { setStatus } } } as unknown as WebClient };
}

it('shows at once that we are at it, and takes it back where there is no answer', async () => {
  const { client, shown } = createClient(async () => {});
  const status = showStatus(client, PLACE, 0);
  expect(shown).toHaveLength(1);
  await status.clear();
  expect(shown.at(-1)).toBe('');
});

it('shows nothing for what is over soon', async () => {
  const { client, shown } = createClient(async () => {});
  await showStatus(client, PLACE, 10_000).clear();
  expect(shown).toEqual([]);
});

it('keeps no answer waiting, whatever Slack says or doesn’t', async () => {
  const refusing = createClient(() => Promise.reject(new Error('not_allowed')));
  await showStatus(refusing.client, PLACE, 0).settled();
  const silent = createClient(() => new Promise(() => {}));
  const begun = performance.now();
  const late = setTimeout(() => {}, 5000); // a process has more to do than this
  await showStatus(silent.client, PLACE, 0).settled();
  clearTimeout(late);
  expect(performance.now() - begun).toBeLessThan(3000);
});
