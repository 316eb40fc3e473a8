import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { KeyvPostgres } from '@keyv/postgres';
import KeyvRedis from '@keyv/redis';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { ConfigError, UpstreamError } from '../../src/core/errors.ts';
import type { StateStore } from '../../src/core/state.ts';
import { openStateStore } from '../../src/store/state.ts';
import { itKeepsState } from '../contracts/state-store.ts';
import { FakeStateStore } from '../fakes/fake-state-store.ts';
import { useTempFolders } from './temp-folder.ts';

const tempFolder = useTempFolders();

const fake = new FakeStateStore();
itKeepsState('the fake', async () => fake);
itKeepsState('memory', () => openStateStore('memory:'), { isShared: false });
const folder = mkdtempSync(join(tmpdir(), 'deskhand-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
itKeepsState('an SQLite file', () => openStateStore(`sqlite:${join(folder, 'state.sqlite')}`));
// Set to the URL of a server that may be written to.
const { TEST_POSTGRES_URL, TEST_REDIS_URL } = env;
if (TEST_POSTGRES_URL) itKeepsState('PostgreSQL', () => openStateStore(TEST_POSTGRES_URL));
if (TEST_REDIS_URL) itKeepsState('Redis', () => openStateStore(TEST_REDIS_URL));

describe.runIf(TEST_POSTGRES_URL)('PostgreSQL that hangs up', () => {
  it('is called again', async () => {
    await using store = await openStateStore(TEST_POSTGRES_URL ?? '');
    const space = store.space('hanging-up');
    await Promise.all(['a', 'b', 'c', 'd'].map((key) => space.set(key, key)));
    const admin = new KeyvPostgres({ uri: TEST_POSTGRES_URL ?? '' });
    await admin.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = CURRENT_USER',
    );
    await wait(50); // it is told of while nobody asks anything
    expect((await space.list()).map(({ value }) => value)).toEqual(['a', 'b', 'c', 'd']);
    for (const { key } of await space.list()) await space.delete(key);
  });
});

describe.runIf(TEST_REDIS_URL)('Redis that hangs up', () => {
  it('is called again', async () => {
    await using store = await openStateStore(TEST_REDIS_URL ?? '');
    const space = store.space('hanging-up');
    await space.set('a', 1);
    const admin = await new KeyvRedis(TEST_REDIS_URL).getClient();
    if (!('clientKill' in admin)) throw new TypeError('one server');
    await admin.clientKill({ filter: 'SKIPME', skipMe: true });
    await wait(50);
    expect(await space.get('a')).toBe(1);
    expect(await space.claim('b', 1)).toBe(true);
    for (const { key } of await space.list()) await space.delete(key);
    await admin.close();
  });
});

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
});

describe('what has expired', () => {
  const rowsOf = (path: string) => {
    const file = new DatabaseSync(path, { readOnly: true });
    const rows = file.prepare('SELECT key FROM entries ORDER BY key').all();
    file.close();
    return rows.map(({ key }) => key);
  };
  const putThree = async (store: StateStore, name: string) => {
    const space = store.space(name);
    await space.set('gone', 1, { ttlMs: 5 });
    await space.set('kept', { expires: 1, text: 'a\u0000b' });
    await space.set('later', 1, { ttlMs: 60_000 });
    return space;
  };

  it('is no longer in the file after a while, though nobody asked for it', async () => {
    const path = join(tempFolder(), 'state.sqlite');
    await using store = await openStateStore(`sqlite:${path}`, { sweepEveryMs: 20 });
    await putThree(store, 'a');
    await vi.waitFor(() => expect(rowsOf(path)).toEqual(['deskhand-a:kept', 'deskhand-a:later']));
  });

  it.runIf(TEST_POSTGRES_URL)('is no longer in PostgreSQL either', async () => {
    const name = `swept-${Date.now()}`;
    await using store = await openStateStore(TEST_POSTGRES_URL ?? '', { sweepEveryMs: 20 });
    const space = await putThree(store, name);
    const admin = new KeyvPostgres({ uri: TEST_POSTGRES_URL ?? '' });
    const select = 'SELECT key FROM deskhand_state WHERE starts_with(key, $1) ORDER BY key';
    await vi.waitFor(async () => {
      const keys = (await admin.query(select, [`deskhand-${name}:`])).map(({ key }) => key);
      expect(keys).toEqual([`deskhand-${name}:kept`, `deskhand-${name}:later`]);
    });
    for (const { key } of await space.list()) await space.delete(key);
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
