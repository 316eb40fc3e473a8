import { describe, expect, it } from 'vitest';
import { ConfigError, UpstreamError } from '../../../src/core/errors.ts';
import { wordsOfFailure } from '../../../src/sources/zendesk/read-failure.ts';
import { emptyMirror, pullInto } from '../../standins/kit/mirror.ts';
import { API_TOKEN, CLIENT } from '../../standins/zendesk/sign-in.ts';
import { type OpenZendesk, openZendesk } from './open-zendesk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const caught = async (work: Promise<unknown>): Promise<Error> =>
  await work.then(
    () => new Error('nothing was thrown'),
    (error: Error) => error,
  );

const tokensAsked = ({ server }: OpenZendesk): number =>
  server.calls.filter(({ target }) => target === '/oauth/tokens').length;

describe('signing in to Zendesk', () => {
  it('asks for one token, and for another before it ends', async () => {
    await using open = await openZendesk({ tickets: 60 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    expect(tokensAsked(open)).toBe(1);
    open.zendesk.pass(28 * MINUTE);
    await pullInto(mirror, open.source);
    expect(tokensAsked(open)).toBe(1);
    open.zendesk.pass(1.5 * MINUTE);
    await pullInto(mirror, open.source);
    expect(tokensAsked(open)).toBe(2);
    expect(open.server.calls.some(({ status }) => status === 401)).toBe(false);
  });

  it('asks for another token once when the one it has is refused in the middle of a pull', async () => {
    await using open = await openZendesk({ tickets: 120 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source, { pages: 2 });
    open.zendesk.pass(10_000);
    open.zendesk.signIn.forgetTokens();
    await pullInto(mirror, open.source);
    expect(mirror.tickets.size).toBe(120);
    expect(tokensAsked(open)).toBe(2);
  });

  it('stops when the client was revoked, says what to check, and keeps its secrets', async () => {
    await using open = await openZendesk({ tickets: 60 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source, { pages: 1 });
    open.zendesk.pass(10_000);
    open.zendesk.quirks.isRevoked = true;
    const before = open.server.counts.requests;
    const error = await caught(pullInto(mirror, open.source));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain('ZENDESK_CLIENT_ID');
    expect(error.message).toContain('Client authentication failed');
    expect(error.message).not.toContain(CLIENT.clientSecret);
    expect(open.server.counts.requests - before).toBeLessThan(5);
  });

  it('stops when every token is refused, though the client gets them', async () => {
    await using open = await openZendesk({ tickets: 5 });
    const forgetful = open.connect({
      http: {
        limits: {},
        sleep: async () => {},
        fetch: async (url, init) => {
          const answer = await fetch(url, init);
          if (String(url).endsWith('/oauth/tokens')) open.zendesk.signIn.forgetTokens();
          return answer;
        },
      },
    });
    const error = await caught(pullInto(emptyMirror(), forgetful));
    expect(error).toBeInstanceOf(ConfigError);
    for (const token of open.zendesk.signIn.given) expect(error.message).not.toContain(token);
  });

  it('takes an e-mail address and an API token as well, and says how long those last', async () => {
    await using open = await openZendesk({ tickets: 30 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.connect({ secrets: API_TOKEN }));
    expect(mirror.tickets.size).toBe(30);
    expect(tokensAsked(open)).toBe(0);
    const wrong = open.connect({ secrets: { ...API_TOKEN, apiToken: 'switched-off' } });
    const error = await caught(pullInto(emptyMirror(), wrong));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain('30 April 2027');
    expect(error.message).not.toContain('switched-off');
  });

  it('says that exporting takes an admin', async () => {
    await using open = await openZendesk({ tickets: 5, quirks: { isAdmin: false } });
    const error = await caught(pullInto(emptyMirror(), open.source));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain('Forbidden: You do not have access to this page');
    expect(error.message).toContain('takes an admin');
  });

  it('reads the words of every shape of error', () => {
    const details = { status: [{ description: 'is closed', error: 'Invalid' }] };
    expect(wordsOfFailure({ error: 'RecordInvalid', description: 'Record errors', details })).toBe(
      'RecordInvalid: Record errors: status: is closed',
    );
    expect(wordsOfFailure({ error: { title: 'Forbidden', message: 'Not yours' } })).toBe(
      'Forbidden: Not yours',
    );
    expect(wordsOfFailure({ errors: [{ code: 'x', title: 'Bad', detail: 'No cursor' }] })).toBe(
      'Bad: No cursor',
    );
    expect(wordsOfFailure({ error: 'invalid_client', error_description: 'Unknown' })).toBe(
      'invalid_client: Unknown',
    );
    expect(wordsOfFailure('<html>')).toBe('');
  });
});

describe('keeping within Zendesk’s limits', () => {
  it('waits as long as it is told, and never asks faster than ten exports a minute', async () => {
    await using open = await openZendesk({
      tickets: 1300,
      commentsEach: 0,
      quirks: { exportsPerMinute: 10, requestsPerMinute: 700 },
    });
    const waits: number[] = [];
    const source = open.connect({
      http: {
        sleep: async (ms) => {
          waits.push(ms);
          open.zendesk.pass(ms);
        },
      },
    });
    const mirror = emptyMirror();
    await pullInto(mirror, source);
    expect(mirror.tickets.size).toBe(1300);
    const refused = open.server.calls.filter(({ status }) => status === 429);
    expect(refused.length).toBeLessThanOrEqual(2);
    expect(waits.every((ms) => ms <= MINUTE)).toBe(true);
    expect(Math.max(...waits)).toBeGreaterThan(30_000);
  });

  it('asks for smaller pages when large ones don’t come, then for larger ones again', async () => {
    await using open = await openZendesk({
      tickets: 2400,
      commentsEach: 0,
      quirks: { mostTickets: 400 },
    });
    const mirror = emptyMirror();
    const source = open.connect({ sizes: { page: 1000, batch: 500 } });
    await pullInto(mirror, source, { pages: 1 });
    open.zendesk.quirks.mostTickets = null;
    await pullInto(mirror, source);
    expect(mirror.tickets.size).toBe(2400);
    const sizes = open.server.calls
      .filter(({ target, status }) => target.includes('/incremental/') && status === 200)
      .map(({ target }) => new URL(target, open.server.url).searchParams.get('per_page'));
    expect(sizes).toEqual(['333', '1000', '1000', '1000']);
  });

  it('stops at pages that lead nowhere', async () => {
    await using open = await openZendesk({ tickets: 120 });
    const stuck = open.connect({
      http: {
        limits: {},
        sleep: async () => {},
        fetch: async (url, init) => {
          const address = new URL(String(url));
          if (!address.pathname.includes('/incremental/')) return fetch(url, init);
          const body = Object(await (await fetch(url, init)).json());
          return Response.json({ ...body, after_cursor: 'again', end_of_stream: false });
        },
      },
    });
    const error = await caught(pullInto(emptyMirror(), stuck));
    expect(error).toBeInstanceOf(UpstreamError);
  });
});

describe('testing a Zendesk account', () => {
  const test = (open: OpenZendesk) => open.source.test(new AbortController().signal);

  it('counts what is there', async () => {
    await using open = await openZendesk({ tickets: 30 });
    const check = await test(open);
    expect(check.isWorking).toBe(true);
    expect(check.seen).toMatchObject({
      tickets: 30,
      agents: 3,
      oldestAt: '2026-03-01T08:00:00.000Z',
    });
    expect(check.findings.map(({ what, words }) => `${what}: ${words}`)).toEqual([
      'Ticket export: works, beginning with 1 Mar 2026',
      'Tickets: 30',
      'Agents: 3',
      'Satisfaction ratings: can be read',
    ]);
  });

  it('finds missing admin rights and a token that may only read', async () => {
    await using open = await openZendesk({ quirks: { isAdmin: false, scope: 'read' } });
    const check = await test(open);
    expect(check.isWorking).toBe(false);
    expect(check.findings.map(({ what, isOk }) => [what, isOk])).toEqual([
      ['Ticket export', false],
      ['Changing tickets', false],
    ]);
    expect(check.findings[0]?.words).toContain('admin');
  });

  it('does without a list of ratings', async () => {
    await using open = await openZendesk({ tickets: 3, quirks: { hasRatings: false } });
    expect((await test(open)).isWorking).toBe(true);
    open.zendesk.mutations.rate(1001, 'bad', 'Slow');
    open.zendesk.pass(HOUR);
    const mirror = emptyMirror();
    const last = await pullInto(mirror, open.source);
    expect(last?.complete).toBeDefined();
    expect(mirror.tickets.get('1001')).toMatchObject({ rating: 1, rating_comment: 'Slow' });
  });
});
