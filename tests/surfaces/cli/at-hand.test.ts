import { expect, it } from 'vitest';
import { atHand } from '../../../src/surfaces/cli/at-hand.ts';

function closable() {
  const store = {
    zone: 'Europe/Berlin',
    isClosed: false,
    async [Symbol.asyncDispose]() {
      store.isClosed = true;
    },
  };
  return store;
}

it('takes what a service has, and opens no store', async () => {
  const open = () => Promise.reject(new Error('another process has it'));
  await using hand = await atHand(
    { zone: 'UTC' },
    open,
    ({ zone }: ReturnType<typeof closable>) => ({
      zone,
    }),
  );
  expect(hand.zone).toBe('UTC');
});

it('opens the store where there is no service, and closes it when it is done', async () => {
  const store = closable();
  {
    await using hand = await atHand(
      null,
      async () => store,
      ({ zone }) => ({ zone }),
    );
    expect(hand).toMatchObject({ zone: 'Europe/Berlin' });
    expect(store.isClosed).toBe(false);
  }
  expect(store.isClosed).toBe(true);
});

it('closes the store where what is wanted can’t be had of it', async () => {
  const store = closable();
  const broken = () => Promise.reject(new Error('config/taxonomy.yaml has mistakes'));
  await expect(atHand(null, async () => store, broken)).rejects.toThrow('has mistakes');
  expect(store.isClosed).toBe(true);
});
