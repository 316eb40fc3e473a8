import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../../src/core/clock.ts';
import { AskerError, UpstreamError } from '../../../src/core/errors.ts';
import { createFakeDesk } from '../../fakes/fake-desk.ts';
import { eventsOf, NOW, ORIGIN, openConsole, pageOf } from './open-console.ts';

const STREAM = { Accept: 'text/event-stream' };

describe('asking without scripts', () => {
  it('answers in a new thread and lands on the answer', async () => {
    const { get, post, desk } = openConsole();
    const response = await post('/ask', { question: ' which agent handled the most tickets? ' });
    const location = response.headers.get('Location') ?? '';
    expect(response.status).toBe(303);
    expect(location).toMatch(/^\/t\/[0-9a-f]{12}#turn-u1$/);
    expect(desk.asked[0]?.question).toBe('which agent handled the most tickets?');
    const page = await pageOf(get(location.split('#')[0] ?? ''));
    expect(page).toContain('<strong>Nova, with 487 tickets</strong>');
    expect(page).toContain('id="turn-u1"');
  });

  it('goes on in the thread a follow-up was pressed in', async () => {
    const { post, desk } = openConsole();
    desk.seed('abc', NOW, 'tickets by agent');
    const response = await post('/ask', { question: 'and by week?', thread: 'abc' });
    expect(response.headers.get('Location')).toBe('/t/abc#turn-u2');
  });

  it('replaces the last turn when its question was edited', async () => {
    const { get, post, desk } = openConsole();
    desk.seed('abc', NOW, 'tickets by agent');
    const editing = await pageOf(get('/t/abc?edit=1'));
    expect(editing).toMatch(/<textarea[^>]*>tickets by agent<\/textarea>/);
    await post('/ask', { question: 'are we getting busier?', thread: 'abc', edit: '1' });
    const thread = await desk.thread('abc');
    expect(thread?.messages.map(({ question }) => question)).toEqual(['are we getting busier?']);
  });

  it('asks nothing when nothing was written', async () => {
    const { post, desk } = openConsole();
    expect((await post('/ask', { question: '   ' })).headers.get('Location')).toBe('/');
    expect(desk.asked).toEqual([]);
  });

  it('draws choices and alternatives as buttons of the thread', async () => {
    const { get, desk } = openConsole();
    desk.seed('abc', NOW, 'how is Alex doing?');
    const page = await pageOf(get('/t/abc'));
    expect(page).toContain('Which Alex, and what about?');
    expect(page).toContain('name="question" value="how is Alex Chen doing?"');
    expect(page).toContain('<input type="hidden" name="thread" value="abc">');
  });
});

describe('asking as a stream', () => {
  it('says it is reading, then gives the whole answer with what is read out', async () => {
    const { post } = openConsole();
    const events = await eventsOf(post('/ask', { question: 'tickets by agent' }, STREAM));
    expect(events.map(({ event }) => event)).toEqual(['state', 'answer']);
    const answer = JSON.parse(events[1]?.data ?? '{}');
    expect(answer.turn).toContain('Nova, with 487 tickets');
    expect(answer.threads).toContain(`/t/${answer.threadId}`);
    expect(answer.spoken).toBe(
      'Nova, with 487 tickets (38 % of 1 281), 1 Oct – 20 Nov 2026 so far. Girly follows with 402. This quarter is not over: figures are to 20 Nov.',
    );
  });

  it('says it is running when the answer takes longer', async () => {
    const desk = createFakeDesk({ clock: fixedClock(NOW), delayMs: () => 200 });
    const { post } = openConsole({ desk });
    const events = await eventsOf(post('/ask', { question: 'tickets by agent' }, STREAM));
    expect(events.slice(0, 2)).toEqual([
      { event: 'state', data: 'reading' },
      { event: 'state', data: 'running' },
    ]);
  });

  it('stops the work when the reader cancels', async () => {
    const desk = createFakeDesk({ clock: fixedClock(NOW), delayMs: () => 5_000 });
    const { surface } = openConsole({ desk });
    const { url, close } = await surface.listen({ host: '127.0.0.1', port: 0 });
    const control = new AbortController();
    const response = await fetch(`${url}/ask`, {
      method: 'POST',
      body: new URLSearchParams({ question: 'tickets by agent' }),
      headers: { ...STREAM, Origin: url },
      signal: control.signal,
    });
    await response.body?.getReader().read();
    control.abort();
    await expect.poll(() => desk.cancelled.length).toBe(1);
    await close();
  });
});

describe('when the work stops', () => {
  const failing = (error: Error) =>
    openConsole({
      desk: createFakeDesk({
        clock: fixedClock(NOW),
        reply: () => {
          throw error;
        },
      }),
    });

  it('reads the asker their own mistake', async () => {
    const { post } = failing(new AskerError('The year 2062 has not begun; ask up to today.'));
    const [, failed] = await eventsOf(post('/ask', { question: 'x' }, STREAM));
    expect(failed?.event).toBe('failed');
    expect(failed?.data).toContain('The year 2062 has not begun');
    expect(failed?.data).not.toContain('Reference');
  });

  it('gives a reference for a fault of ours, logs it, and tells nothing of its insides', async () => {
    const logged: object[] = [];
    const logger = { warn: () => undefined, error: (fields: object) => void logged.push(fields) };
    const desk = createFakeDesk({
      clock: fixedClock(NOW),
      reply: () => {
        throw new TypeError('secret/path.ts broke');
      },
    });
    const response = await openConsole({ desk, logger }).post('/ask', { question: 'x' });
    const page = await pageOf(response);
    const reference = /Reference <code>([0-9A-F]{6})<\/code>/.exec(page)?.[1];
    expect(response.status).toBe(500);
    expect(logged).toMatchObject([{ reference }]);
    expect(page).not.toContain('secret/path');
  });

  it('names the service that is not answering', async () => {
    const { post } = failing(
      new UpstreamError('the store did not answer in 30 s; nothing was changed'),
    );
    const response = await post('/ask', { question: 'x' });
    expect(response.status).toBe(502);
    expect(await pageOf(response)).toContain('did not answer in 30 s');
  });

  it('still shows a page when the thread list is what is broken', async () => {
    const desk = createFakeDesk({ clock: fixedClock(NOW) });
    const broken = { ...desk, threads: () => Promise.reject(new Error('state store is gone')) };
    const response = await openConsole({ desk: broken }).get('/');
    expect(response.status).toBe(500);
    expect(await pageOf(response)).toContain('Reference');
  });
});

it('takes no question from a request that names another host', async () => {
  const { surface, desk } = openConsole();
  await surface.app.request(`${ORIGIN}/ask`, {
    method: 'POST',
    body: new URLSearchParams({ question: 'x' }),
    headers: { Host: 'evil.example', Origin: 'http://evil.example' },
  });
  expect(desk.asked).toEqual([]);
});
