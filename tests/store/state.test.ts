import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, UpstreamError } from '../../src/core/errors.ts';
import { openStateStore } from '../../src/store/state.ts';
import { itKeepsState } from '../contracts/state-store.ts';
import { FakeStateStore } from '../fakes/fake-state-store.ts';
import { useTempFolders } from './temp-folder.ts';

const tempFolder = useTempFolders();

itKeepsState('the fake', async () => new FakeStateStore());
itKeepsState('memory', () => openStateStore('memory:'));
const folder = mkdtempSync(join(tmpdir(), 'deskhand-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
itKeepsState('an SQLite file', () => openStateStore(`sqlite:${join(folder, 'state.sqlite')}`));
// Set to the URL of a server that may be written to.
const { TEST_POSTGRES_URL, TEST_REDIS_URL } = env;
if (TEST_POSTGRES_URL) itKeepsState('PostgreSQL', () => openStateStore(TEST_POSTGRES_URL));
if (TEST_REDIS_URL) itKeepsState('Redis', () => openStateStore(TEST_REDIS_URL));

describe('an SQLite file', () => {
  it('survives a restart, and is made with its folder', async () => {
    const url = `sqlite:${join(tempFolder(), 'deep', 'state.sqlite')}`;
    {
      await using store = await openStateStore(url);
      await store.space('threads').set('t1', { title: 'first' });
      await store.space('threads').set('gone', 1, { ttlMs: 1 });
      await wait(10);
    }
    await using again = await openStateStore(url);
    expect(await again.space('threads').list()).toEqual([{ key: 't1', value: { title: 'first' } }]);
  });

  it('is shared by two at once', async () => {
    const url = `sqlite:${join(tempFolder(), 'state.sqlite')}`;
    await using one = await openStateStore(url);
    await using two = await openStateStore(url);
    await one.space('threads').set('t1', 1);
    await two.space('threads').set('t2', 2);
    expect(await one.space('threads').list()).toHaveLength(2);
  });

  it('loses no update, and gives no key twice, of two at once', async () => {
    const url = `sqlite:${join(tempFolder(), 'state.sqlite')}`;
    await using one = await openStateStore(url);
    await using two = await openStateStore(url);
    const both = [one.space<number>('counts'), two.space<number>('counts')];
    const count = (n = 0) => wait(1).then(() => n + 1);
    await Promise.all(
      both.flatMap((space) =>
        Array(20)
          .fill(0)
          .map(() => space.update('n', count)),
      ),
    );
    expect(await both[0]?.get('n')).toBe(40);
    const claims = await Promise.all(both.map((space) => space.claim('slot', 1)));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });
});

describe('state that can’t be had', () => {
  it('is the operator’s to put right', async () => {
    const path = join(tempFolder(), 'notes.txt');
    writeFileSync(path, 'not a database '.repeat(500));
    await expect(openStateStore(`sqlite:${path}`)).rejects.toThrow(ConfigError);
    await expect(openStateStore('etcd://localhost')).rejects.toThrow(/"etcd:": use memory:/);
    await expect(openStateStore('postgres://127.0.0.1:1/none')).rejects.toThrow(ConfigError);
    await expect(openStateStore('redis://127.0.0.1:1')).rejects.toThrow(ConfigError);
  });

  it('fails as another service does once it is gone', async () => {
    const store = await openStateStore(`sqlite:${join(tempFolder(), 'state.sqlite')}`);
    await store[Symbol.asyncDispose]();
    await expect(store.space('threads').get('t1')).rejects.toThrow(UpstreamError);
    await expect(store.space('threads').set('t1', 1)).rejects.toThrow(/state \(sqlite\) failed/);
  });
});
