import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAKE_STATUS } from '../../fakes/fake-store-status.ts';
import { createFakeSyncing, WAITING_CHANGE } from '../../fakes/syncing.ts';
import { openConsole } from './open-console.ts';

const CHROMIUM = '/usr/bin/chromium';
const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const AUDIT = readFileSync(join(import.meta.dirname, 'audit-page.js'), 'utf8');

describe.skipIf(!existsSync(CHROMIUM))('support systems in a browser', { timeout: 20_000 }, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  });
  afterAll(async () => {
    await browser?.close();
  });

  /** The Data page over a fake, at `width`; what the browser complained of ends up in `problems`. */
  async function openData(
    use: (page: Page, problems: readonly string[]) => Promise<void>,
    options: Parameters<Browser['newContext']>[0] = {},
    at: { readonly path: string; readonly parts?: Parameters<typeof openConsole>[0] } = {
      path: '/data',
    },
  ): Promise<void> {
    const outbox = { list: async () => [WAITING_CHANGE], cancel: async () => WAITING_CHANGE };
    const syncing = createFakeSyncing({ pages: 60, pageMs: 50 });
    const { surface } = openConsole({ syncing, outbox, ...at.parts });
    const { url, close } = await surface.listen({ host: '127.0.0.1', port: 0 });
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    try {
      await page.goto(url + at.path);
      await use(page, problems);
    } finally {
      await context.close();
      await close();
    }
  }

  it('begins a run by keyboard, draws its progress, and says when it is over, without a reload', async () => {
    await openData(async (page, problems) => {
      await page.getByRole('button', { name: 'Sync HubSpot now' }).focus();
      await page.keyboard.press('Enter');
      const stop = page.getByRole('button', { name: 'Stop reading HubSpot' });
      await stop.waitFor();
      expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Stop reading HubSpot');
      const meter = page.locator('[data-live-part]');
      const before = Number(await meter.getAttribute('value'));
      await expect
        .poll(async () => Number(await meter.getAttribute('value')))
        .toBeGreaterThan(before);
      expect(await page.locator('[data-live-words]').textContent()).toContain('left');
      await page.getByRole('button', { name: 'Sync HubSpot now' }).waitFor();
      expect(await page.locator('#announcer').textContent()).toBe('HubSpot: Up to date');
      expect(problems).toEqual([]);
    });
  });

  it('draws how an empty store is being filled, and begins with questions once something is in', async () => {
    const syncing = createFakeSyncing({ pages: 400, pageMs: 50 });
    const stop = new AbortController();
    const run = syncing.sync({ sources: ['hubspot'] }, () => undefined, stop.signal);
    let isEmpty = true;
    const status = async () =>
      isEmpty
        ? { ...FAKE_STATUS, tables: FAKE_STATUS.tables.map((table) => ({ ...table, rows: 0 })) }
        : FAKE_STATUS;
    const at = { path: '/', parts: { syncing, status } };
    await openData(
      async (page, problems) => {
        const meter = page.getByRole('progressbar', { name: 'Reading HubSpot' });
        const before = Number(await meter.getAttribute('value'));
        await expect
          .poll(async () => Number(await meter.getAttribute('value')))
          .toBeGreaterThan(before);
        expect(await audit(page, 'unnamedControls')).toEqual([]);
        expect(await audit(page, 'weakContrasts')).toEqual([]);
        isEmpty = false;
        await page.getByRole('textbox').first().waitFor();
        expect(problems).toEqual([]);
      },
      { viewport: { width: 390, height: 844 } },
      at,
    );
    stop.abort();
    await run;
  });

  it('stops one, and asks before it reads everything again', async () => {
    await openData(async (page) => {
      await page.locator('#system-hubspot summary', { hasText: 'Full sync' }).click();
      await page.getByRole('button', { name: 'Read everything of HubSpot again' }).click();
      await page.getByRole('button', { name: 'Stop reading HubSpot' }).click();
      await page.getByRole('button', { name: 'Sync HubSpot now' }).waitFor();
    });
  });

  it.each(['light', 'dark'] as const)(
    'can be read by everyone, %s, also on a phone',
    async (colorScheme) => {
      await openData(
        async (page) => {
          await page.getByRole('button', { name: 'Test HubSpot' }).click();
          await page.locator('#system-hubspot .check').waitFor();
          await page.getByRole('button', { name: 'Sync LiveChat now' }).click();
          await page.locator('[data-live-part]').waitFor();
          for (const summary of await page.locator('#system-hubspot summary').all())
            await summary.click();
          expect(await audit(page, 'unnamedControls')).toEqual([]);
          expect(await audit(page, 'weakContrasts')).toEqual([]);
          const beyond = 'document.documentElement.scrollWidth - innerWidth';
          expect(await page.evaluate<number>(beyond)).toBeLessThanOrEqual(0);
        },
        { colorScheme, viewport: { width: 390, height: 844 } },
      );
    },
  );

  it('works without scripts', async () => {
    await openData(
      async (page) => {
        await page.getByRole('button', { name: 'Sync HubSpot now' }).click();
        await page.getByText('Look again').click();
        await page.getByRole('button', { name: 'Stop reading HubSpot' }).waitFor();
      },
      { javaScriptEnabled: false },
    );
  });
});

function audit<T>(page: Page, name: string): Promise<T> {
  return page.evaluate<T>(`(() => { ${AUDIT.replaceAll('export ', '')}; return ${name}(); })()`);
}
