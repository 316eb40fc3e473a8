import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { AskerError } from '../../../src/core/errors.ts';
import { describeFailure } from '../../../src/surfaces/cli/failure.ts';
import type { CliParts, EraseView, OpenStore } from '../../../src/surfaces/cli/parts.ts';
import { runCommandLine } from '../../../src/surfaces/cli/program.ts';
import { createPaint } from '../../../src/surfaces/cli/render/paint.ts';
import { FAKE_STATUS } from '../../fakes/fake-store-status.ts';
import {
  createFakeSyncing,
  FAKE_CHECKS,
  type FakeSyncing,
  type FakeSyncingOptions,
  WAITING_CHANGE,
} from '../../fakes/syncing.ts';

const ERASED: EraseView = {
  removed: { tickets: 2, messages: 14 },
  blanked: { messages: 1 },
  turns: 3,
  files: 0,
};
const SET_UP = [
  { name: 'hubspot', label: 'HubSpot', address: 'https://api.hubapi.com' },
  { name: 'livechat', label: 'LiveChat', address: 'https://api.livechatinc.com' },
];

type Situation = FakeSyncingOptions & {
  readonly isHeld?: boolean;
  readonly setUp?: typeof SET_UP;
  readonly stopAfterMs?: number;
  /** What the person types; nobody is there otherwise. */
  readonly typed?: string;
};

/** One command line over fakes: its exit code and what it said. */
async function run(args: readonly string[], situation: Situation = {}) {
  const said = { out: '', err: '' };
  const syncing: FakeSyncing = createFakeSyncing(situation);
  const erased: string[] = [];
  const cancelled: string[] = [];
  const stopping = new AbortController();
  if (situation.stopAfterMs !== undefined)
    setTimeout(() => stopping.abort(), situation.stopAfterMs);
  const store = {
    path: 'deskhand.duckdb',
    zone: 'America/Halifax',
    now: () => Date.parse('2026-11-21T13:45:00Z'),
    status: async () => FAKE_STATUS,
    syncing,
    outbox: {
      list: async () => [WAITING_CHANGE],
      async cancel(id: string) {
        if (id !== WAITING_CHANGE.id) throw new AskerError(`There is no change ${id}.`);
        cancelled.push(id);
        return { ...WAITING_CHANGE, state: 'cancelled' as const };
      },
    },
    erasing: {
      rehearse: async () => ({ removed: ERASED.removed, blanked: ERASED.blanked }),
      async erase(email: string) {
        erased.push(email);
        return ERASED;
      },
    },
    async [Symbol.asyncDispose]() {},
  } as unknown as OpenStore; // the parts these commands use
  const parts = {
    terminal: {
      write: (text: string) => {
        said.out += text;
      },
      tell: (text: string) => {
        said.err += text;
      },
      input: Readable.from(situation.typed === undefined ? [] : [`${situation.typed}\n`]),
      output: new Writable({ write: (_chunk, _encoding, done) => done() }),
      width: 100,
      isInteractive: situation.typed !== undefined,
      redraws: false,
      paint: createPaint(false),
    },
    signal: stopping.signal,
    async openStore({ heldHint }: Parameters<CliParts['openStore']>[0]) {
      if (situation.isHeld)
        throw new AskerError(`deskhand.duckdb is in use by another process (pid 7). ${heldHint}`);
      return store;
    },
    readSources: async () => ({
      sources: situation.setUp ?? SET_UP,
      every: '4 h',
      retentionDays: 365,
    }),
    eraseByService: async (_: string | undefined, email: string, isRehearsal: boolean) => {
      if (!situation.isHeld) return null;
      if (!isRehearsal) erased.push(email);
      return ERASED;
    },
    testSources: (names: readonly string[], signal: AbortSignal) => syncing.test(names, signal),
  } as unknown as CliParts; // the rest isn't asked for by these commands
  const exitCode = await runCommandLine(args, parts).catch((error: unknown) => {
    const failure = describeFailure(error, stopping.signal, () => '');
    said.err += failure.message;
    return failure.exitCode;
  });
  const plain = (text: string) => text.replaceAll(/[\u2009\u202f]/g, ' ');
  return { exitCode, out: plain(said.out), err: plain(said.err), syncing, erased, cancelled };
}

describe('deskhand sources', () => {
  it('lists what is set up, and how it is read', async () => {
    const { exitCode, out } = await run(['sources']);
    expect(exitCode).toBe(0);
    expect(out).toContain('HubSpot  hubspot, https://api.hubapi.com');
    expect(out).toContain('every 4 h');
  });

  it('says what works, what is missing and what to do, and ends with 1 when one does not work', async () => {
    const { exitCode, out } = await run(['sources', 'test']);
    expect(exitCode).toBe(1);
    expect(out).toContain('HubSpot: works');
    expect(out).toContain('→ Add the scope conversations.read to the key.');
    expect(out).toContain('4 312 tickets, 7 agents, 2 pipelines');
    expect(out).toContain('LiveChat: doesn’t work');
    expect(out).toContain('→ Set LIVECHAT_REGION to fra');
  });

  it('tries only the ones named, as JSON if wanted', async () => {
    const { exitCode, out, syncing } = await run(['sources', 'test', 'hubspot', '--json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toEqual(FAKE_CHECKS.slice(0, 1));
    expect(syncing.tested).toEqual([['hubspot']]);
  });

  it('says what to set where nothing is, and for a name that isn’t', async () => {
    const nothing = await run(['sources', 'test'], { setUp: [] });
    expect(nothing.exitCode).toBe(1);
    expect(nothing.out).toContain('HUBSPOT_TOKEN');
    const unknown = await run(['sources', 'test', 'intercom']);
    expect(unknown).toMatchObject({ exitCode: 1 });
    expect(unknown.err).toContain('“intercom” is not set up. There is: hubspot, livechat.');
  });
});

describe('deskhand sync', () => {
  it('tells how far it is in plain lines, then what each source brought', async () => {
    const { exitCode, out, err, syncing } = await run(['sync', 'hubspot']);
    expect(exitCode).toBe(0);
    expect(err).toBe('HubSpot: tickets, 200 of 400 · 310 a second · 1 min 30 s left\n');
    expect(out).toMatch(/HubSpot {2}done +312 +1 040 +12 804 +3 +2 +1 min 30 s/);
    expect(syncing.asked).toEqual([{ sources: ['hubspot'], kind: 'incremental' }]);
  });

  it('reads everything, or from a date in the team’s zone, but not both', async () => {
    expect((await run(['sync', '--full'])).syncing.asked).toEqual([{ sources: [], kind: 'full' }]);
    const { syncing } = await run(['sync', '--since', '2026-11-01']);
    expect(syncing.asked).toMatchObject([{ since: '2026-11-01T03:00:00.000Z' }]);
    expect((await run(['sync', '--full', '--since', '2026-11-01'])).exitCode).toBe(1);
    expect((await run(['sync', '--since', 'lately'])).exitCode).toBe(2);
  });

  it('ends with 1 when one failed, and says what to do', async () => {
    const { exitCode, out } = await run(['sync', 'livechat'], { outcome: 'failed' });
    expect(exitCode).toBe(1);
    expect(out).toContain(
      '! LiveChat: LiveChat refused to list chats (403): the token lacks a scope',
    );
    expect(out).toContain('Add the scope chats--all:ro');
  });

  it('stops cleanly on Ctrl-C with 130', async () => {
    const { exitCode, err } = await run(['sync'], { pages: 1000, pageMs: 5, stopAfterMs: 30 });
    expect(exitCode).toBe(130);
    expect(err).toContain('Stopped; the next run goes on from here.');
  });

  it('does nothing where the console has the store, and says where the button is', async () => {
    const { exitCode, err, syncing } = await run(['sync'], { isHeld: true });
    expect(exitCode).toBe(1);
    expect(err).toContain('pid 7');
    expect(err).toContain('Sync now');
    expect(syncing.asked).toEqual([]);
  });

  it('says what to put into .env where nothing is set up', async () => {
    const { exitCode, err } = await run(['sync'], { setUp: [] });
    expect(exitCode).toBe(1);
    expect(err).toContain('ZENDESK_SUBDOMAIN');
  });

  it('prints the runs for programs', async () => {
    const { out } = await run(['sync', 'hubspot', '--json']);
    expect(JSON.parse(out)).toMatchObject([{ source: 'hubspot', outcome: 'done', inserted: 312 }]);
  });
});

describe('deskhand status', () => {
  it('tells per source how it stands, what was refused, and what waits', async () => {
    const { out } = await run(['status']);
    expect(out).toContain(
      'HubSpot: Up to date as of 1 h 46 min ago; everything up to 21 Nov 2026 07:59 is here.',
    );
    expect(out).toContain('done after 1 min 30 s: 312 new, 1 040 changed, 3 deleted, 2 rejected');
    expect(out).toContain('LiveChat: Failing: no complete read since 19 Nov 2026 08:01');
    expect(out).toContain('Add the scope chats--all:ro');
    expect(out).toContain('Left out, 2 tickets: createdate is no time');
    expect(out).toContain('1 change waits to be made in the support systems');
    const json = JSON.parse((await run(['status', '--json'])).out);
    expect(json).toMatchObject({
      systems: [{ source: 'hubspot' }, {}],
      outbox: [{ id: WAITING_CHANGE.id }],
    });
  });
});

describe('deskhand erase', () => {
  it('says what would go and asks; without anybody to ask it changes nothing', async () => {
    const { exitCode, out, err, erased } = await run(['erase', '--customer', 'ann@example.com']);
    expect(exitCode).toBe(1);
    expect(out).toContain('2  tickets');
    expect(err).toContain('add --yes');
    expect(erased).toEqual([]);
  });

  it('does it when that is agreed to, and not otherwise', async () => {
    const args = ['erase', '--customer', 'ann@example.com'];
    expect(await run(args, { typed: 'n' })).toMatchObject({ exitCode: 1, erased: [] });
    expect(await run(args, { typed: 'y' })).toMatchObject({
      exitCode: 0,
      erased: ['ann@example.com'],
    });
  });

  it('has the service do it that holds the store', async () => {
    const { exitCode, erased } = await run(['erase', '--customer', 'ann@example.com', '--yes'], {
      isHeld: true,
    });
    expect({ exitCode, erased }).toEqual({ exitCode: 0, erased: ['ann@example.com'] });
  });

  it('tells what went, also as JSON', async () => {
    const { exitCode, out } = await run(['erase', '--customer', 'ann@example.com', '--yes']);
    expect(exitCode).toBe(0);
    expect(out).toContain('14  messages');
    expect(out).toContain('1  messages of others, address blanked');
    expect(out).toContain('3  questions and answers in threads');
    const json = await run(['erase', '--customer', 'ann@example.com', '--yes', '--json']);
    expect(JSON.parse(json.out)).toEqual(ERASED);
    expect((await run(['erase'])).exitCode).toBe(2);
  });
});

describe('deskhand outbox', () => {
  it('lists changes, and takes back one that waits', async () => {
    const listed = await run(['outbox']);
    expect(listed.out).toContain('set priority to urgent');
    expect(JSON.parse((await run(['outbox', 'list', '--json'])).out)).toEqual([WAITING_CHANGE]);
    const { exitCode, cancelled } = await run(['outbox', 'cancel', WAITING_CHANGE.id]);
    expect({ exitCode, cancelled }).toEqual({ exitCode: 0, cancelled: [WAITING_CHANGE.id] });
    expect((await run(['outbox', 'cancel', 'x'])).err).toBe('There is no change x.');
  });
});
