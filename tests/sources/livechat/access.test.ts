import { describe, expect, it } from 'vitest';
import { ConfigError, UpstreamError } from '../../../src/core/errors.ts';
import { emptyMirror, living, pullInto } from '../../standins/kit/mirror.ts';
import { CREDENTIALS } from '../../standins/livechat/create-stand-in.ts';
import { expectedRows } from '../../standins/livechat/expected-rows.ts';
import { ALL_SCOPES } from '../../standins/livechat/quirks.ts';
import { openLiveChat } from './open-livechat.ts';

const never = new AbortController().signal;

const caught = async (work: Promise<unknown>): Promise<Error> =>
  await work.then(
    () => new Error('it went well'),
    (error: Error) => error,
  );

const without = (scope: string): readonly string[] => ALL_SCOPES.filter((one) => one !== scope);

describe('access to a LiveChat account', () => {
  it.each([
    ['chats--all:ro', 'list'],
    ['agents--all:ro', 'list agents'],
    ['agents-bot--all:ro', 'list bots'],
    ['groups--all:ro', 'list groups'],
  ])('names the scope that is missing, whatever the status: %s', async (scope, what) => {
    for (const isAlways400 of [false, true]) {
      await using open = await openLiveChat({
        chats: 10,
        quirks: { scopes: without(scope), isAlways400 },
      });
      const mirror = emptyMirror();
      const error = await caught(pullInto(mirror, open.source));
      expect(error).toBeInstanceOf(ConfigError);
      expect(error.message).toContain(`Give the token in LIVECHAT_TOKEN the scope ${scope}.`);
      expect(error.message).toContain(what);
      expect(mirror.chats.size).toBe(0);
      const check = await open.source.test(never);
      expect(check.isWorking).toBe(false);
      expect(JSON.stringify(check.findings.filter(({ isOk }) => !isOk))).toContain(scope);
    }
  });

  it('says what to check when the token isn’t taken, and asks once', async () => {
    for (const isAlways400 of [false, true]) {
      await using open = await openLiveChat({ quirks: { isAlways400 } });
      const source = open.connect({ secrets: { ...CREDENTIALS, token: 'dal:another' } });
      const error = await caught(pullInto(emptyMirror(), source));
      expect(error).toBeInstanceOf(ConfigError);
      expect(error.message).toContain('Check LIVECHAT_ACCOUNT_ID and LIVECHAT_TOKEN');
      expect(error.message).not.toContain('dal:another');
      expect(open.server.counts.requests).toBe(1);
    }
  });

  it('finds the region the account is in, and stays there', async () => {
    await using open = await openLiveChat({
      chats: 20,
      quirks: { region: 'fra', isAlways400: true },
    });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    expect(mirror.chats.size).toBe(20);
    expect(open.server.calls.filter(({ status }) => status === 400)).toHaveLength(1);
    const check = await open.source.test(never);
    expect(check.isWorking).toBe(true);
    expect(check.findings.find(({ what }) => what === 'Region')).toMatchObject({
      remedy: 'Set LIVECHAT_REGION=fra to ask there first.',
    });
  });

  it('is sent elsewhere once, not for ever', async () => {
    await using open = await openLiveChat({ chats: 20, quirks: { region: 'fra' } });
    let asked = 0;
    const elsewhere = { error: { type: 'misdirected_request', data: { region: 'dal' } } };
    const source = open.connect({
      http: {
        limits: {},
        fetch: async () => {
          asked += 1;
          return Response.json(elsewhere, { status: 421 });
        },
      },
    });
    expect(await caught(pullInto(emptyMirror(), source))).toBeInstanceOf(UpstreamError);
    expect(asked).toBe(2);
  });

  it('tells what it sees', async () => {
    await using open = await openLiveChat({ chats: 1200, quirks: { foundTimes: 0.9 } });
    const check = await open.source.test(never);
    expect(check).toMatchObject({
      source: 'livechat',
      isWorking: true,
      seen: {
        ...{ tickets: null, chats: 1080, agents: 2, pipelines: null },
        oldestAt: new Date(open.livechat.account.made.firstAt).toISOString(),
        newestAt: new Date(open.livechat.account.at(1199)?.startedAt ?? 0).toISOString(),
      },
    });
    expect(check.findings.map(({ what, words }) => `${what}: ${words}`)).toEqual([
      'Chats: about 1,080, oldest 2026-11-07',
      'Running chats: can be read',
      'Agents: 2',
      'Bots: 1',
      'Groups: General, Billing',
      'Other groups: can be read',
      'Region: dal',
    ]);
  });

  it('warns of a token that sees its owner’s groups alone', async () => {
    const scopes = [...without('chats--all:ro'), 'chats--access:ro'];
    await using open = await openLiveChat({ chats: 30, quirks: { scopes } });
    const check = await open.source.test(never);
    expect(check.isWorking).toBe(true);
    expect(check.findings.filter(({ isOk }) => !isOk)).toMatchObject([
      { what: 'Other groups', remedy: expect.stringContaining('chats--all:ro') },
    ]);
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    expect(mirror.chats.size).toBe(20);
  });

  it('passes on that a version is about to be given up', async () => {
    const deprecation = 'Mon, 01 Mar 2027 00:00:00 GMT';
    await using open = await openLiveChat({ chats: 3, quirks: { deprecation } });
    const check = await open.source.test(never);
    expect(check.findings.at(-1)).toMatchObject({ what: 'API', isOk: true });
    expect(check.findings.at(-1)?.words).toContain(deprecation);
  });

  it('speaks 3.6 where it is set', async () => {
    await using open = await openLiveChat({ chats: 120, running: 3 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.connect({ api: '3.6' }));
    const expected = expectedRows(open.livechat.account);
    expect(living(mirror.chats).map(({ version: _, ...row }) => row)).toEqual(expected.chats);
    const chats = open.server.calls.filter(({ target }) => target.endsWith('/list_chats'));
    expect(chats.map(({ target }) => target)).toEqual(['/v3.6/agent/action/list_chats']);
    expect(chats[0]?.body).toMatchObject({ filters: { active: true } });
    expect(open.server.calls.every(({ status }) => status === 200)).toBe(true);
  });

  it('keeps a quarter of a second between requests, and waits where it was too fast all the same', async () => {
    await using open = await openLiveChat({ chats: 5, quirks: { requestsPerSecond: 2 } });
    let time = 0;
    const sentAt: number[] = [];
    const source = open.connect({
      clock: { now: () => Date.parse('2026-11-20T12:00:00Z') + time },
      http: {
        sleep: async (ms) => {
          time += ms;
          if (ms > 300) await new Promise((resolve) => setTimeout(resolve, 400));
        },
        fetch: (url, init) => {
          sentAt.push(time);
          return fetch(url, init);
        },
        random: () => 1,
      },
    });
    await pullInto(emptyMirror(), source);
    const gaps = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(250);
    expect(open.server.calls.some(({ status }) => status === 429)).toBe(true);
  });

  it('stops at answers that aren’t this API’s, with what was expected', async () => {
    await using open = await openLiveChat({ chats: 5, quirks: { isOtherShape: true } });
    const error = await caught(pullInto(emptyMirror(), open.source));
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error.message).toContain('isn’t the one this API gives'.replace('’', "'"));
    expect(open.server.counts.requests).toBe(3);
  });
});
