import { beforeEach, describe, expect, it } from 'vitest';
import { AskerError, UpstreamError } from '../../src/core/errors.ts';
import type { DigestsParts } from '../../src/digests/create-digests.ts';
import { openWorld } from './open-digests.ts';
import { CHANNEL, digestSpec, figuresPlan, oneFigure, section } from './sample-digest.ts';

/** Thursday noon there; the next slot is Friday at 09:00, 13:00 UTC. */
const THURSDAY = '2026-11-19T16:00:00.000Z';
const SLOT = '2026-11-20T13:00:00.000Z';
let world: ReturnType<typeof openWorld>;
let file = [digestSpec()];

beforeEach(() => {
  world = openWorld(THURSDAY);
  file = [digestSpec()];
});

const keys = () => world.messenger.messages.map(({ key }) => key);
const posted = () =>
  world.messenger.messages
    .filter(({ thread }) => thread === null)
    .map(({ content }) => content.digest);

describe('digests at their slots', () => {
  it('are posted once: the head in the channel, the sections below it', async () => {
    const digests = world.open({ file });
    await digests.catchUp();
    expect(keys()).toEqual([]);
    world.clock.to(SLOT);
    await digests.catchUp();
    await world.open({ file }).catchUp();
    expect(keys()).toEqual([
      'digest:daily:2026-11-20T09:00:head',
      'digest:daily:2026-11-20T09:00:section-1',
      'digest:daily:2026-11-20T09:00:section-2',
    ]);
    const [head, first] = world.messenger.messages;
    expect(head).toMatchObject({ channel: CHANNEL, thread: null });
    expect(first?.thread).toEqual({ channel: CHANNEL, id: head?.id });
    expect(posted()[0]).toMatchObject({ late: false, slot: { local: '2026-11-20T09:00' } });
    expect((await digests.list())[0]).toMatchObject({
      nextAt: '2026-11-23T13:00:00.000Z',
      runs: [{ state: 'posted', late: false }],
    });
  });

  it('are not posted for slots from before there was the digest', async () => {
    world.clock.to('2026-11-20T14:00:00.000Z');
    await world.open({ file }).catchUp();
    expect(keys()).toEqual([]);
  });

  it('are posted late within their grace, and say so', async () => {
    await world.open({ file }).catchUp();
    world.clock.to('2026-11-20T15:59:00.000Z');
    await world.open({ file }).catchUp();
    expect(posted()).toMatchObject([{ late: true, slot: { local: '2026-11-20T09:00' } }]);
  });

  it('are skipped when nobody was there for longer, and that is noted', async () => {
    await world.open({ file }).catchUp();
    world.clock.to('2026-11-24T14:00:00.000Z');
    const digests = world.open({ file });
    await digests.catchUp();
    expect(posted().map(({ slot }) => slot.local)).toEqual(['2026-11-24T09:00']);
    const [view] = await digests.list();
    expect(view?.runs.map(({ state, slot }) => [slot.local, state])).toEqual([
      ['2026-11-24T09:00', 'posted'],
      ['2026-11-23T09:00', 'skipped'],
      ['2026-11-20T09:00', 'skipped'],
    ]);
    world.clock.to('2026-11-24T14:30:00.000Z');
    await digests.catchUp();
    expect(posted().length).toBe(1);
  });

  it('say nothing where there is nothing to say, if so set', async () => {
    file = [digestSpec({ skipWhenEmpty: true })];
    const ask = async () => ({ reply: oneFigure({ value: 0 }), plan: null, keys: [] });
    const digests = world.open({ file, ask });
    await digests.catchUp();
    world.clock.to(SLOT);
    await digests.catchUp();
    expect(keys()).toEqual([]);
    expect((await digests.list())[0]?.runs).toMatchObject([{ state: 'empty' }]);
  });

  it('are off without a channel or while paused, and don’t make up for it', async () => {
    file = [digestSpec()];
    const digests = world.open({ file });
    await digests.pause('daily');
    await digests.catchUp();
    world.clock.to('2026-11-20T13:30:00.000Z');
    await digests.catchUp();
    expect((await digests.list())[0]).toMatchObject({ paused: true, nextAt: null });
    await digests.resume('daily');
    await digests.catchUp();
    expect(keys()).toEqual([]);
    world.clock.to('2026-11-23T13:00:00.000Z');
    await digests.catchUp();
    expect(posted().map(({ slot }) => slot.local)).toEqual(['2026-11-23T09:00']);
  });

  it('are tried again after a failure, later each time, and posted once', async () => {
    const digests = world.open({ file });
    await digests.catchUp();
    let tries = 0;
    world.messenger.trouble = () => {
      tries++;
      return { error: new UpstreamError('Slack did not answer'), after: false };
    };
    world.clock.to(SLOT);
    for (let minute = 0; minute < 30; minute++) {
      await digests.catchUp();
      world.clock.pass(1);
    }
    expect(tries).toBe(5); // at 0, 1, 3, 7 and 15 minutes
    world.messenger.trouble = () => null;
    world.clock.pass(15);
    await digests.catchUp();
    expect(keys().length).toBe(3);
    expect(world.messenger.told).toEqual([]);
  });

  it('are found where they were posted and nobody heard of it', async () => {
    const digests = world.open({ file });
    await digests.catchUp();
    world.messenger.trouble = () => ({ error: new UpstreamError('no answer'), after: true });
    world.clock.to(SLOT);
    for (let minute = 0; minute < 60; minute++) {
      await digests.catchUp();
      world.clock.pass(1);
    }
    expect(keys().length).toBe(3);
    expect(new Set(keys()).size).toBe(3);
  });

  it('are left to others by whoever took so long that they may be at it', async () => {
    const digests = world.open({ file });
    await digests.catchUp();
    world.clock.to(SLOT);
    const { messenger } = world;
    messenger.delay = async () => {
      messenger.delay = async () => {};
      world.clock.pass(0.5);
      await world.open({ file }).catchUp(); // the lease goes on: somebody else may not
      world.clock.pass(0.5);
      await world.open({ file }).catchUp(); // now it is theirs
    };
    await digests.catchUp();
    expect(keys().length).toBe(3);
    expect(new Set(keys()).size).toBe(3);
  });

  it('that could not be posted in time are told to the owner, once', async () => {
    const digests = world.open({ file });
    await digests.catchUp();
    world.messenger.trouble = () => ({
      error: new UpstreamError('Slack did not answer.'),
      after: false,
    });
    world.clock.to(SLOT);
    for (let minute = 0; minute < 200; minute += 5) {
      await digests.catchUp();
      world.clock.pass(5);
    }
    expect(world.messenger.told).toEqual([
      {
        person: 'U0123456789',
        key: 'digest:daily:2026-11-20T09:00:told',
        words:
          'The digest “Yesterday in support” of 20 Nov 2026 09:00 (Halifax time) was not posted: Slack did not answer. “/digest run daily” posts it now.',
      },
    ]);
    expect((await digests.list())[0]?.runs).toMatchObject([
      { state: 'failed', problem: 'Slack did not answer' },
    ]);
  });

  it('that somebody has to help with are told at once, and still posted', async () => {
    const digests = world.open({ file });
    await digests.catchUp();
    world.messenger.trouble = () => ({
      error: new AskerError('I’m not in that channel'),
      after: false,
    });
    world.clock.to(SLOT);
    await digests.catchUp();
    await digests.catchUp();
    expect(world.messenger.told).toMatchObject([
      { words: expect.stringContaining('I go on trying until 20 Nov 2026 12:00.') },
    ]);
    world.messenger.trouble = () => null;
    world.clock.pass(2);
    await digests.catchUp();
    expect(keys().length).toBe(3);
    expect(world.messenger.told.length).toBe(1);
  });

  it('whose owner can’t be reached are told when they can', async () => {
    const digests = world.open({ file });
    await digests.catchUp();
    world.messenger.trouble = () => ({ error: new UpstreamError('down'), after: false });
    world.messenger.tellTrouble = new UpstreamError('down');
    world.clock.to(SLOT);
    await digests.catchUp();
    world.clock.pass(181);
    await digests.catchUp();
    world.messenger.tellTrouble = null;
    world.clock.pass(1);
    await digests.catchUp();
    await digests.catchUp();
    expect(world.messenger.told.length).toBe(1);
  });

  it('don’t wait for one that fails', async () => {
    file = [digestSpec(), digestSpec({ name: 'other' })];
    const ask: Parameters<typeof world.open>[0] = {
      file,
      ask: async ({ question }) => {
        if (question === 'broken') throw new Error('boom');
        return { reply: oneFigure({ value: 1 }), plan: null, keys: [] };
      },
    };
    file[0] = digestSpec({ sections: [section('broken')] });
    const digests = world.open(ask);
    await digests.catchUp();
    world.clock.to(SLOT);
    await digests.catchUp();
    expect(posted().map(({ name }) => name)).toEqual(['other']);
    world.clock.pass(200);
    await digests.catchUp();
    expect(world.messenger.told).toMatchObject([
      { words: expect.stringContaining('something went wrong on our side') },
    ]);
  });

  it('start at once, and stop when what is in hand is done', async () => {
    await world.open({ file }).catchUp();
    world.clock.to(SLOT);
    const running = world.open({ file }).start();
    await expect.poll(() => keys().length).toBe(3);
    await running[Symbol.asyncDispose]();
  });
});

describe('digests made in chat', () => {
  const request = {
    ...{
      key: 'wish-1',
      question: 'CSAT by agent last week',
      plan: null,
      schedule: 'every weekday at 9',
    },
    ...{ channel: CHANNEL, owner: 'U0123456789' },
  };

  it('are kept, listed and posted', async () => {
    const digests = world.open();
    const added = await digests.add(request);
    expect(added).toMatchObject({
      kind: 'added',
      isFixed: false,
      digest: {
        name: 'csat-by-agent-last-week',
        title: 'CSAT by agent last week',
        words: 'every weekday at 09:00',
        nextAt: SLOT,
        from: 'chat',
      },
    });
    world.clock.to(SLOT);
    await world.open().catchUp();
    expect(posted()).toMatchObject([{ name: 'csat-by-agent-last-week' }]);
  });

  it('ask back where the words are unclear', async () => {
    const added = await world.open().add({ ...request, schedule: 'every weekday' });
    expect(added).toMatchObject({
      kind: 'unclear',
      choices: expect.arrayContaining(['every weekday at 09:00']),
    });
    expect(await world.open().list()).toEqual([]);
  });

  it('say when their period stays the same', async () => {
    const period = {
      ...figuresPlan().period,
      words: '3 November 2026',
      start: '2026-11-03T04:00:00.000Z',
      end: '2026-11-04T04:00:00.000Z',
    };
    const plan = {
      ...figuresPlan(),
      period: { zone: 'America/Halifax', partial: false, basis: 'asked' as const, ...period },
    };
    expect(await world.open().add({ ...request, plan })).toMatchObject({ isFixed: true });
    expect(
      await world.open().add({ ...request, key: 'wish-2', plan: figuresPlan() }),
    ).toMatchObject({
      isFixed: false,
    });
  });

  it('get names of their own, also of those in the file', async () => {
    const digests = world.open({ file: [digestSpec({ name: 'csat-by-agent-last-week' })] });
    const other = { ...request, key: 'wish-2' };
    await Promise.all([digests.add(request), digests.add(other)]);
    await digests.add(other);
    expect((await digests.list()).map(({ name }) => name)).toEqual([
      'csat-by-agent-last-week',
      'csat-by-agent-last-week-2',
      'csat-by-agent-last-week-3',
    ]);
  });

  it('can be deleted; those of the file can’t', async () => {
    const digests = world.open({ file });
    await digests.add(request);
    await digests.remove('CSAT-by-agent-last-week');
    expect((await digests.list()).map(({ name }) => name)).toEqual(['daily']);
    await expect(digests.remove('daily')).rejects.toThrow(/set in config\/digests.yaml/);
    await expect(digests.remove('weekly')).rejects.toThrow(
      'There is no digest “weekly”. There are: daily.',
    );
  });

  it('of the file are given a channel, and an owner with it', async () => {
    const { channel: _, ...rest } = digestSpec();
    const readers: unknown[] = [];
    const ask: DigestsParts['ask'] = async ({ plan, readers: told }) => {
      readers.push(told);
      return { reply: oneFigure({ value: 1 }), plan, keys: [] };
    };
    const digests = world.open({ ask, file: [{ ...rest, channel: null, owner: null }] });
    expect(await digests.list()).toMatchObject([{ channel: null, nextAt: null }]);
    await expect(digests.run('daily', 'k')).rejects.toThrow(/has no channel yet/);
    await digests.move('daily', 'C9', 'U9');
    world.clock.to(SLOT);
    await digests.catchUp();
    expect(world.messenger.messages[0]).toMatchObject({ channel: 'C9' });
    expect(await digests.list()).toMatchObject([{ owner: 'U9', channel: 'C9' }]);
    expect(readers[0]).toEqual({ channel: 'C9', owner: 'U9' });
  });

  it('are previewed without posting, and run once a wish', async () => {
    const digests = world.open({ file });
    const preview = await digests.preview('daily');
    expect(preview).toMatchObject({
      slot: { local: '2026-11-19T12:00', at: THURSDAY },
      late: false,
    });
    expect(keys()).toEqual([]);
    expect(await digests.run('daily', 'job-1')).toEqual({ kind: 'posted', channel: CHANNEL });
    expect(await digests.run('daily', 'job-1')).toEqual({ kind: 'posted', channel: CHANNEL });
    expect(keys().length).toBe(3);
    await digests.run('daily', 'job-2');
    expect(keys().length).toBe(6);
  });
});
