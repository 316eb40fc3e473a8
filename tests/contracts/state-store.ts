import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StateStore } from '../../src/core/state.ts';

/** What every StateStore does, wherever it keeps things; `isShared`: what one puts there, another opened like it sees. */
export function itKeepsState(
  name: string,
  open: () => Promise<StateStore>,
  { isShared = true } = {},
): void {
  describe(`state in ${name}`, () => {
    let store: StateStore;
    let other: StateStore;
    beforeAll(async () => {
      store = await open();
      other = isShared ? await open() : store;
    });
    afterAll(async () => {
      await store[Symbol.asyncDispose]();
      if (isShared) await other[Symbol.asyncDispose]();
    });

    let spaces = 0;
    const newName = () => `contract-${Date.now()}-${++spaces}`;
    const newSpace = <T = unknown>() => store.space<T>(newName());
    /** The same space, as two that share the place have it. */
    const newPair = <T>() => {
      const shared = newName();
      return [store.space<T>(shared), other.space<T>(shared)] as const;
    };

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
      await Promise.all(keys.map((key) => space.set(key, key)));
      expect((await space.list()).map(({ key }) => key)).toEqual(keys);
      await Promise.all(keys.map((key) => space.delete(key)));
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

    it('swaps whatever order the names in it are in', async () => {
      const space = newSpace<{ a: number; b: { c: number; d: number } }>();
      await space.set('n', { a: 1, b: { c: 2, d: 3 } });
      expect(await space.swap('n', { b: { d: 3, c: 2 }, a: 1 }, undefined)).toBe(true);
    });

    it('gives each of many keys to one of two', async () => {
      const both = newPair<number>();
      const keys = Array.from({ length: 50 }, (_, n) => `slot-${n}`);
      const tries = await Promise.all(
        keys.map((key) => Promise.all([0, 1, 0, 1].map((n) => both[n]?.claim(key, n)))),
      );
      expect(tries.map((claims) => claims.filter(Boolean).length)).toEqual(keys.map(() => 1));
      const swaps = await Promise.all(
        keys.map(async (key, n) => {
          const [one, two] = both;
          const kept = (await one.get(key)) ?? -1;
          return Promise.all([one.swap(key, kept, 10 + n), two.swap(key, kept, 100 + n)]);
        }),
      );
      expect(swaps.map((won) => won.filter(Boolean).length)).toEqual(keys.map(() => 1));
      for (const key of keys) await both[0].delete(key);
    });

    it('keeps what was claimed anew, while another clears away what had expired', async () => {
      const [one, two] = newPair<number>();
      const keys = Array.from({ length: 100 }, (_, n) => `slot-${n}`);
      for (const key of keys) await one.set(key, 1, { ttlMs: 5 });
      await wait(20);
      const lookAfter = async (key: string, turns: number) => {
        for (let turn = 0; turn < turns; turn++) await Promise.resolve();
        await (turns === 0 ? two.list() : two.get(key));
      };
      const looking = keys.map((key, n) => lookAfter(key, n % 10));
      const claims = await Promise.all(keys.map((key) => one.claim(key, 2)));
      await Promise.all(looking);
      expect(claims.every(Boolean)).toBe(true);
      expect((await two.list()).map(({ value }) => value)).toEqual(keys.map(() => 2));
      for (const key of keys) await one.delete(key);
    });

    it('loses no update of two at once', async () => {
      const both = newPair<number>();
      const count = (n = 0) => wait(1).then(() => n + 1);
      const counting = (n: number) => both[n % 2]?.update('n', count);
      await Promise.all(Array.from({ length: 40 }, (_, n) => counting(n)));
      expect(await both[1].get('n')).toBe(40);
      await both[0].delete('n');
    });

    it('deletes a value once', async () => {
      const both = newPair<number>();
      await both[0].set('n', 1);
      const deletions = await Promise.all([0, 1, 0, 1].map((n) => both[n]?.delete('n')));
      expect(deletions.filter(Boolean)).toHaveLength(1);
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
