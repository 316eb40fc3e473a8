import { type ChildProcess, fork } from 'node:child_process';
import { once as happened } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StateSpace } from '../../src/core/state.ts';
import { createOnce, type DeedEntry, type Once } from '../../src/store/once.ts';
import { FakeStateStore } from '../fakes/fake-state-store.ts';
import { useTempFolders } from './temp-folder.ts';

const KEEP = { keepMs: 3_600_000 };
const tempFolder = useTempFolders();

let now: number;
let space: StateSpace<DeedEntry>;
let once: Once;
/** What happened in the world outside. */
let posted: string[];

beforeEach(() => {
  now = 1_000_000;
  const state = new FakeStateStore(() => now);
  space = state.space('deeds');
  once = createOnce({ space, clock: { now: () => now }, leaseMs: 60 });
  posted = [];
});

const post = (text: string) => ({
  act: async () => {
    posted.push(text);
    return text;
  },
  find: async () => (posted.includes(text) ? text : null),
});

describe('once', () => {
  it('does it, and then knows what came of it', async () => {
    expect(await once.run('a', post('hello'), KEEP)).toEqual({ kind: 'did', value: 'hello' });
    expect(await once.run('a', post('hello'), KEEP)).toEqual({ kind: 'done', value: 'hello' });
    expect(posted).toEqual(['hello']);
    expect(await once.unfinished()).toEqual([]);
  });

  it('leaves it to whoever came first', async () => {
    const results = await Promise.all(
      Array.from({ length: 5 }, () => once.run('a', post('hello'), KEEP)),
    );
    expect(results.map(({ kind }) => kind).toSorted()).toEqual([
      'did',
      'held',
      'held',
      'held',
      'held',
    ]);
    expect(posted).toEqual(['hello']);
  });

  it('takes over what a crash left, before it had happened', async () => {
    await space.claim('a', { state: 'held', owner: 'gone', until: now + 60 });
    expect(await once.run('a', post('hello'), KEEP)).toEqual({ kind: 'held' });
    now += 61;
    expect(await once.unfinished()).toEqual(['a']);
    expect(await once.run('a', post('hello'), KEEP)).toEqual({ kind: 'did', value: 'hello' });
    expect(posted).toEqual(['hello']);
  });

  it('takes over what a crash left, after it had happened', async () => {
    posted.push('hello');
    await space.claim('a', { state: 'held', owner: 'gone', until: now });
    expect(await once.run('a', post('hello'), KEEP)).toEqual({ kind: 'found', value: 'hello' });
    expect(posted).toEqual(['hello']);
  });

  it('is taken over by one of many', async () => {
    await space.claim('a', { state: 'held', owner: 'gone', until: now });
    await Promise.all(Array.from({ length: 5 }, () => once.run('a', post('hello'), KEEP)));
    expect(posted).toEqual(['hello']);
  });

  it('stays with somebody slow', async () => {
    const acting = Promise.withResolvers<string>();
    const slow = once.run('a', { ...post('x'), act: () => acting.promise }, KEEP);
    for (let step = 0; step < 6; step++) {
      await wait(20);
      now += 20;
      expect(await once.run('a', post('hello'), KEEP)).toEqual({ kind: 'held' });
    }
    acting.resolve('slow');
    expect(await slow).toEqual({ kind: 'did', value: 'slow' });
    expect(await once.run('a', post('hello'), KEEP)).toEqual({ kind: 'done', value: 'slow' });
  });

  it('looks before it tries again what failed', async () => {
    const failing = {
      ...post('hello'),
      act: async () => {
        posted.push('hello');
        throw new Error('the connection broke off');
      },
    };
    await expect(once.run('a', failing, KEEP)).rejects.toThrow('broke off');
    expect(await once.unfinished('a')).toEqual(['a']);
    expect(await once.run('a', post('hello'), KEEP)).toEqual({ kind: 'found', value: 'hello' });
    expect(posted).toEqual(['hello']);
  });

  it('leaves it to whoever took over while it looked', async () => {
    await space.claim('a', { state: 'held', owner: 'gone', until: now });
    const heldUp = {
      ...post('hello'),
      find: async () => {
        now += 61; // all at once: no renewal came in between
        expect(await once.run('a', post('hello'), KEEP)).toMatchObject({ kind: 'did' });
        return null;
      },
    };
    expect(await once.run('a', heldUp, KEEP)).toEqual({ kind: 'held' });
    expect(posted).toEqual(['hello']);
    expect(await once.run('a', post('hello'), KEEP)).toEqual({ kind: 'done', value: 'hello' });
  });

  it('says why it failed even when that can’t be kept', async () => {
    const parts = { space: { ...space }, clock: { now: () => now }, leaseMs: 60 };
    const failing = {
      ...post('hello'),
      act: async () => {
        parts.space.swap = async () => Promise.reject(new Error('state is gone'));
        throw new Error('the connection broke off');
      },
    };
    await expect(createOnce(parts).run('a', failing, KEEP)).rejects.toThrow('broke off');
    expect(await once.unfinished()).toEqual([]);
    now += 61;
    expect(await once.run('a', post('hello'), KEEP)).toEqual({ kind: 'did', value: 'hello' });
  });

  it('does nothing where it can’t look', async () => {
    await space.claim('a', { state: 'held', owner: 'gone', until: now });
    const blind = {
      ...post('hello'),
      find: async () => {
        throw new Error('not reachable');
      },
    };
    await expect(once.run('a', blind, KEEP)).rejects.toThrow('not reachable');
    expect(posted).toEqual([]);
    expect(await once.run('a', post('hello'), KEEP)).toEqual({ kind: 'did', value: 'hello' });
  });

  it('forgets after as long as it was told to keep it', async () => {
    await once.run('a', post('hello'), { keepMs: 1000 });
    now += 1001;
    expect(await once.run('a', post('again'), KEEP)).toEqual({ kind: 'did', value: 'again' });
  });
});

const { TEST_POSTGRES_URL, TEST_REDIS_URL } = env;
it.each([
  { name: 'an SQLite file', shared: null },
  ...(TEST_POSTGRES_URL ? [{ name: 'PostgreSQL', shared: TEST_POSTGRES_URL }] : []),
  ...(TEST_REDIS_URL ? [{ name: 'Redis', shared: TEST_REDIS_URL }] : []),
])(
  'happens once with four processes at it over $name, however often they are killed',
  async ({ shared }) => {
    const folder = tempFolder();
    const log = join(folder, 'posted.txt');
    writeFileSync(log, '');
    const posts = () => readFileSync(log, 'utf8').split('\n').slice(0, -1);
    const keys = 200;
    const url = shared ?? `sqlite:${join(folder, 'state.sqlite')}`;
    const argv = [url, log, String(keys), `once-${Date.now()}`];
    const work = join(import.meta.dirname, 'once-process.ts');
    const children: ChildProcess[] = [];

    const untilDone = async (place: number): Promise<void> => {
      const child = fork(work, argv, { stdio: 'ignore', execArgv: [] });
      children[place] = child;
      const [code, signal] = await happened(child, 'exit');
      if (signal === 'SIGKILL') return untilDone(place);
      expect(code).toBe(0);
    };
    let kills = 0;
    const killing = setInterval(() => {
      if (kills < 6 && posts().length >= 25 * (kills + 1)) children[kills++ % 4]?.kill('SIGKILL');
    }, 3);
    await Promise.all([0, 1, 2, 3].map(untilDone)).finally(() => clearInterval(killing));

    const all = Array.from({ length: keys }, (_, n) => `key-${n}`);
    expect(posts().toSorted()).toEqual(all.toSorted());
    expect(kills).toBeGreaterThan(3);
  },
  20_000,
);
