import { describe, expect, it } from 'vitest';
import { fixedClock } from '../src/core/clock.ts';
import { createUpkeep } from '../src/create-upkeep.ts';
import { createFakeSyncing, type FakeSyncingOptions } from './fakes/syncing.ts';

function open(options: FakeSyncingOptions = {}) {
  const syncing = createFakeSyncing(options);
  const errors: unknown[] = [];
  const upkeep = createUpkeep({
    syncing,
    clock: fixedClock('2026-11-21T14:00:00Z'),
    zone: 'America/Halifax',
    logger: { error: (fields: unknown) => void errors.push(fields) } as never,
  });
  return { syncing, upkeep, errors };
}

describe('upkeep of the support systems', () => {
  it('begins a run of each and returns; closing stops them and waits', async () => {
    const { syncing, upkeep, errors } = open({ pages: 1000, pageMs: 5 });
    expect(upkeep.sync()).toEqual(['HubSpot', 'LiveChat']);
    expect(syncing.asked).toEqual([{ trigger: 'person' }]);
    await upkeep[Symbol.asyncDispose]();
    expect(errors).toEqual([]);
  });

  it('tells of each connection what is wrong, what to do, and what was seen', async () => {
    const { upkeep } = open();
    const [hubspot, livechat] = await upkeep.test();
    expect(hubspot).toMatchObject({ label: 'HubSpot', isWorking: true });
    expect(hubspot?.lines[0]).toBe(
      'Messages: left out: the key lacks the scope for it. Add the scope conversations.read to the key.',
    );
    expect(hubspot?.lines[1]).toMatch(/^Seen: 4.312 tickets, 7 agents/);
    expect(livechat).toMatchObject({ isWorking: false });
    expect(livechat?.lines).toHaveLength(1);
  });

  it('tells each run in a line, with its problem and remedy', async () => {
    const { upkeep } = open();
    const runs = await upkeep.runs(10);
    const failed = runs.find(({ problem }) => problem !== null);
    expect(failed?.label).toBe('LiveChat');
    expect(failed?.words).toMatch(/^failed by schedule in /);
    expect(failed?.problem).toContain('Add the scope chats--all:ro');
  });

  it('says what to set where there is none', async () => {
    const { upkeep } = open({ sources: [] });
    expect(upkeep.hasSystems).toBe(false);
    expect(() => upkeep.sync()).toThrow('No support system is connected');
    await expect(upkeep.test()).rejects.toThrow('.env');
  });
});
