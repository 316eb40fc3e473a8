import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { whileWaiting } from '../../../../src/surfaces/slack/tickets/while-waiting.ts';

it('says nothing about what is done at once', async () => {
  const said: string[] = [];
  const done = await whileWaiting(Promise.resolve(7), async () => said.push('wait'), 50);
  await delay(80);
  expect([done, said]).toEqual([7, []]);
});

it('says so where it takes longer, and gives what came of it all the same', async () => {
  const said: string[] = [];
  const say = async () => {
    said.push('wait');
    throw new Error('nobody there');
  };
  expect(await whileWaiting(delay(60, 'a draft'), say, 5)).toBe('a draft');
  expect(said).toEqual(['wait']);
  await expect(whileWaiting(Promise.reject(new Error('no')), say, 5)).rejects.toThrow('no');
});
