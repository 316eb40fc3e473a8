import { describe, expect, it } from 'vitest';
import { AskerError } from '../../../src/core/errors.ts';
import { FAKE_STATUS } from '../../fakes/fake-store-status.ts';
import { createFakeSyncing, FAILED_RUN, WAITING_CHANGE } from '../../fakes/syncing.ts';
import { ORIGIN, openConsole, pageOf } from './open-console.ts';

function openWith(
  options: Parameters<typeof createFakeSyncing>[0] = {},
  parts: Parameters<typeof openConsole>[0] = {},
) {
  const syncing = createFakeSyncing(options);
  const cancelled: string[] = [];
  const outbox = {
    list: async () => [WAITING_CHANGE],
    async cancel(id: string) {
      if (id !== WAITING_CHANGE.id) throw new AskerError(`There is no change ${id}.`);
      cancelled.push(id);
      return WAITING_CHANGE;
    },
  };
  return { ...openConsole({ syncing, outbox, ...parts }), syncing, cancelled };
}

const text = async (response: Response | Promise<Response>) =>
  (await pageOf(response)).replaceAll(/[\u2009\u202f\u00a0]/g, ' ');

describe('the Data page', () => {
  it('shows per support system how it stands, and what to do about what is wrong', async () => {
    const page = await text(openWith().get('/data'));
    expect(page).toContain(
      'Up to date as of 1 h 46 min ago; everything up to 21 Nov 2026 07:59 is here.',
    );
    expect(page).toContain('<dt>Next run</dt><dd>21 Nov 2026 12:04</dd>');
    expect(page).toContain('<dt>New</dt><dd>312</dd>');
    expect(page).toContain('<span class="badge" data-health="failing">Failing</span>');
    expect(page).toContain(FAILED_RUN.problem ?? '');
    expect(page).toContain('Add the scope chats--all:ro');
    expect(page).toContain('3 rows were left out');
    expect(page).toContain('2 tickets: createdate is no time (yesterday-ish)');
    expect(page).toContain('yesterday-ish&quot;');
    expect(page).toContain('aria-label="Runs of HubSpot"');
  });

  it('says how to connect one where none is', async () => {
    const page = await text(openConsole().get('/data'));
    expect(page).toContain('No support system is connected.');
    expect(page).toContain('<code>HUBSPOT_TOKEN</code>');
    expect(page).not.toContain('data-systems');
  });

  it('lists changes on their way, and takes one back', async () => {
    const { get, post, cancelled } = openWith();
    expect(await text(get('/data'))).toContain('set priority to urgent, hubspot 30114479014');
    const response = await post(`/outbox/${WAITING_CHANGE.id}/cancel`, {});
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/data#outbox']);
    expect(cancelled).toEqual([WAITING_CHANGE.id]);
    expect(await text(post('/outbox/x/cancel', {}))).toContain('There is no change x.');
  });
});

describe('the buttons of a support system', () => {
  it('begin a run that goes on without the page, once', async () => {
    const { post, get, syncing } = openWith({ pages: 1000, pageMs: 5 });
    const response = await post('/sync/hubspot/run', {});
    expect([response.status, response.headers.get('Location')]).toEqual([
      303,
      '/data#system-hubspot',
    ]);
    await post('/sync/hubspot/run', { kind: 'full' });
    expect(syncing.asked).toEqual([
      { sources: ['hubspot'], kind: 'incremental', trigger: 'person' },
    ]);
    const page = await text(get('/data'));
    expect(page).toContain('Being read');
    expect(page).toMatch(/tickets, \d+ of 200 000 · 310 a second · 1 min 30 s left/);
    expect(page).toContain('aria-label="Stop reading HubSpot"');
    await post('/sync/hubspot/stop', {});
    await expect.poll(() => text(get('/data'))).not.toContain('Stop reading HubSpot');
  });

  it('read everything only when that was agreed to', async () => {
    const { post, syncing } = openWith();
    await post('/sync/hubspot/run', { kind: 'full' });
    expect(syncing.asked).toMatchObject([{ kind: 'full' }]);
  });

  it('show what a test found in its place', async () => {
    const { post, get } = openWith();
    await post('/sync/hubspot/test', {});
    await post('/sync/livechat/test', {});
    const page = await text(get('/data'));
    expect(page).toContain('The test went well.');
    expect(page).toContain('Add the scope conversations.read to the key.');
    expect(page).toContain('4 312 tickets, 7 agents, 2 pipelines, oldest 3 Mar 2024 06:00');
    expect(page).toContain('The test found it doesn’t work.');
  });

  it('say so for a system that isn’t set up, and listen to nobody else’s pages', async () => {
    const { post, syncing } = openWith();
    expect(await text(post('/sync/intercom/run', {}))).toContain('“intercom” is not set up.');
    const foreign = await post('/sync/hubspot/run', {}, { Origin: 'https://elsewhere.example' });
    expect(foreign.status).toBe(403);
    expect(syncing.asked).toEqual([]);
  });

  it('ask for the token like everything else', async () => {
    const { surface } = openConsole({
      token: 'a-token-of-some-length',
      syncing: createFakeSyncing(),
    });
    const response = await surface.app.request(`${ORIGIN}/sync/hubspot/run`, {
      method: 'POST',
      headers: { Origin: ORIGIN },
    });
    expect(response.status).toBe(401);
    expect((await surface.app.request(`${ORIGIN}/sync/events`)).status).toBe(401);
  });
});

describe('what a script is told', () => {
  it('is how far each run is, as it goes', async () => {
    const { get, post } = openWith({ pages: 1000, pageMs: 5 });
    await post('/sync/hubspot/run', {});
    const response = await get('/sync/events');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = await reader?.read();
    await reader?.cancel();
    await post('/sync/hubspot/stop', {});
    const told = JSON.parse(/^data: (.*)$/m.exec(first?.value ?? '')?.[1] ?? '');
    expect(told).toMatchObject([
      { source: 'hubspot', isRunning: true },
      { source: 'livechat', isRunning: false },
    ]);
    expect(told[0].part).toBeGreaterThan(0);
  });
});

describe('a console with nothing in its store', () => {
  const empty = async () => ({
    ...FAKE_STATUS,
    tables: FAKE_STATUS.tables.map((table) => ({ ...table, rows: 0 })),
  });

  it('shows how its support systems are being read, rather than asking for a file', async () => {
    const { get, post } = openWith({ pages: 1000, pageMs: 5 }, { status: empty });
    await post('/sync/hubspot/run', {});
    const page = await text(get('/'));
    expect(page).toContain('Your data is being read.');
    expect(page).toMatch(/<progress max="1"[^>]* aria-label="Reading HubSpot"/);
    expect(page).toContain('data-filling');
    expect(page).not.toContain('There is no data yet');
    expect(page).toContain('<span class="badge" data-health="failing">Failing</span>');
    expect(page).toContain('Add the scope chats--all:ro');
    expect(await text(get('/data'))).toContain('it comes from the support systems below');
    await post('/sync/hubspot/stop', {});
  });

  it('says that nothing was read where nothing is being read', async () => {
    const { get } = openWith({}, { status: empty });
    expect(await text(get('/'))).toContain('Nothing has been read yet.');
  });

  it('asks for a file where no support system is connected', async () => {
    const page = await text(openConsole({ status: empty }).get('/'));
    expect(page).toContain('Bring a ticket or chat export to begin');
    expect(page).not.toContain('data-filling');
  });
});
