import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StateStore } from '../../src/store/state.ts';

/** What every StateStore does, wherever it keeps things. */
export function itKeepsState(name: string, open: () => Promise<StateStore>): void {
  describe(`state in ${name}`, () => {
    let store: StateStore;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store[Symbol.asyncDispose]());

    let spaces = 0;
    const newSpace = <T = unknown>() => store.space<T>(`contract-${Date.now()}-${++spaces}`);

    it('gives back what was set, until it is deleted', async () => {
      const space = newSpace();
      const value = { title: 'Ärger 🙂', turns: [1, null, true], nested: { at: 'x' } };
      await space.set('a', value);
      expect(await space.get('a')).toEqual(value);
      await space.set('a', 'other');
      expect(await space.get('a')).toBe('other');
      expect(await space.delete('a')).toBe(true);
      expect(await space.delete('a')).toBe(false);
      expect(await space.get('a')).toBeUndefined();
    });

    it('is the same space under the same name, and another under another', async () => {
      const name = `contract-${Date.now()}-same`;
      await store.space(name).set('a', 1);
      expect(await store.space(name).get('a')).toBe(1);
      expect(await store.space(`${name}-2`).get('a')).toBeUndefined();
      expect(await store.space(`${name}-2`).list()).toEqual([]);
      await store.space(name).delete('a');
    });

    it('lists by prefix, in order of keys', async () => {
      const space = newSpace();
      for (const key of ['b:2', 'a:1', 'b:1', 'b%', 'c', 'b_']) await space.set(key, key);
      expect(await space.list('b:')).toEqual([
        { key: 'b:1', value: 'b:1' },
        { key: 'b:2', value: 'b:2' },
      ]);
      expect((await space.list()).map(({ key }) => key)).toEqual([
        'a:1',
        'b%',
        'b:1',
        'b:2',
        'b_',
        'c',
      ]);
      for (const { key } of await space.list()) await space.delete(key);
      expect(await space.list()).toEqual([]);
    });

    it('lists more than a page of them', async () => {
      const space = newSpace();
      const keys = Array.from({ length: 1200 }, (_, n) => `k${String(n).padStart(4, '0')}`);
      for (const key of keys) await space.set(key, key);
      expect((await space.list()).map(({ key }) => key)).toEqual(keys);
      for (const key of keys) await space.delete(key);
    });

    it('forgets what has expired', async () => {
      const space = newSpace();
      await space.set('brief', 1, { ttlMs: 30 });
      await space.set('long', 1, { ttlMs: 60_000 });
      expect(await space.get('brief')).toBe(1);
      await wait(60);
      expect(await space.get('brief')).toBeUndefined();
      expect((await space.list()).map(({ key }) => key)).toEqual(['long']);
      await space.delete('long');
    });

    it('updates one key at a time, and loses none of them', async () => {
      const space = newSpace<number[]>();
      const add = (n: number) => space.update('log', async (log = []) => [...log, n]);
      await Promise.all(Array.from({ length: 20 }, (_, n) => add(n)));
      expect(await space.get('log')).toEqual(Array.from({ length: 20 }, (_, n) => n));
      expect(await space.update('log', () => undefined)).toBeUndefined();
      expect(await space.get('log')).toBeUndefined();
    });

    it('lets one of many claim a key, until it is given up or has expired', async () => {
      const space = newSpace<number>();
      const claims = await Promise.all(
        Array.from({ length: 20 }, (_, n) => space.claim('slot', n, { ttlMs: 60_000 })),
      );
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await space.get('slot')).toBe(claims.indexOf(true));
      await space.delete('slot');
      expect(await space.claim('slot', 1, { ttlMs: 30 })).toBe(true);
      await wait(60);
      expect(await space.claim('slot', 2)).toBe(true);
      expect(await space.claim('slot', 3)).toBe(false);
      expect(await space.get('slot')).toBe(2);
      await space.delete('slot');
    });

    it('swaps what still is as it was seen, once', async () => {
      const space = newSpace<{ owner: string; until?: number | undefined }>();
      await space.set('lease', { owner: 'a' });
      const swaps = await Promise.all(
        ['b', 'c', 'd'].map((owner) =>
          space.swap('lease', { owner: 'a', until: undefined }, { owner, until: 1 }),
        ),
      );
      expect(swaps.filter(Boolean)).toHaveLength(1);
      const kept = await space.get('lease');
      expect(await space.swap('lease', { owner: 'a' }, { owner: 'z' })).toBe(false);
      expect(kept && (await space.swap('lease', kept, undefined))).toBe(true);
      expect(await space.get('lease')).toBeUndefined();
      expect(kept && (await space.swap('lease', kept, { owner: 'z' }))).toBe(false);
    });

    it('keeps a swapped value as long as it is told to', async () => {
      const space = newSpace<number>();
      await space.set('n', 1);
      await space.swap('n', 1, 2, { ttlMs: 30 });
      expect(await space.get('n')).toBe(2);
      await wait(60);
      expect(await space.get('n')).toBeUndefined();
    });

    it('goes on after an update that failed', async () => {
      const space = newSpace<number>();
      await space.set('n', 1);
      const failing = space.update('n', () => {
        throw new Error('second thoughts');
      });
      await expect(failing).rejects.toThrow('second thoughts');
      expect(await space.update('n', (n = 0) => n + 1)).toBe(2);
      await space.delete('n');
    });
  });
}
