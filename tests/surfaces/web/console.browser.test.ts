import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../src/core/clock.ts';
import { createFakeDesk } from '../../fakes/fake-desk.ts';
import { createFakeFileImports } from '../../fakes/fake-file-imports.ts';
import { NOW, openConsole } from './open-console.ts';

const CHROMIUM = '/usr/bin/chromium';
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PAGES = [
  ...[
    '/',
    '/t/a',
    '/data',
    '/metrics',
    '/upload',
    '/model',
    '/verified',
    '/oncall',
    '/team',
    '/knowledge',
  ],
  ...['/tickets', '/tickets/zendesk%3A4312', '/tickets/4711', '/nowhere'],
];
const CSV = 'subject,created_at,Effort\nWhere is my order?,03/04/2026 09:12,12\n';

describe.skipIf(!existsSync(CHROMIUM))('the console in a browser', { timeout: 30_000 }, () => {
  let browser: Browser;
  let page: Page;
  let url: string;
  let desk: ReturnType<typeof createFakeDesk>;
  let imports: ReturnType<typeof createFakeFileImports>;
  let close: () => Promise<void>;
  const problems: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  });
  afterAll(async () => {
    await browser?.close();
  });

  beforeEach(async () => {
    desk = createFakeDesk({
      clock: fixedClock(NOW),
      delayMs: (question) => (question.includes('slow') ? 20_000 : 0),
    });
    imports = createFakeFileImports();
    const console = openConsole({ desk, imports });
    ({ url, close } = await console.surface.listen({ host: '127.0.0.1', port: 0 }));
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    page = await context.newPage();
    problems.length = 0;
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    return async () => {
      await context.close();
      await close();
    };
  });

  const ask = async (question: string) => {
    await page.fill('#question', question);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.turn .answer');
  };
  const headline = () => page.locator('.turn .headline').last().textContent();

  it('takes what somebody thinks of an answer in its place', async () => {
    await page.goto(url);
    await ask('which agent handled the most tickets?');
    await page.getByRole('button', { name: 'Wrong' }).click();
    await page.waitForSelector('.verdict-taken select');
    await page.fill('.verdict-taken input[name=comment]', 'I meant chats');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.verdict-taken select', { state: 'detached' });
    expect(await page.locator('.verdict-taken').textContent()).toContain('Noted.');
    expect(await page.locator('.turn').count()).toBe(1);
    expect(await desk.feedbackGiven()).toMatchObject([{ comment: 'I meant chats' }]);
    expect(problems).toEqual([]);
  });

  it('lets a word about an answer be taken back, and says when one doesn’t arrive', async () => {
    await page.goto(url);
    await ask('which agent handled the most tickets?');
    await page.route('**/verdict', (route) => route.abort());
    await page.getByRole('button', { name: 'Right' }).click();
    await page.waitForSelector('.field-problem:visible');
    expect(await page.textContent('.verdict')).toContain('That didn’t arrive. Try again.');
    await page.unroute('**/verdict');
    await page.getByRole('button', { name: 'Right' }).click();
    await page.getByRole('button', { name: 'Wrong after all' }).click();
    await page.waitForSelector('.verdict-taken select');
    expect((await desk.feedbackGiven()).map(({ verdict }) => verdict)).toContain('bad');
  });

  it('asks, follows up in the same thread, and is the same after a reload', async () => {
    await page.goto(url);
    await ask('which agent handled the most tickets?');
    expect(await headline()).toContain('Nova, with 487 tickets');
    const thread = page.url();
    expect(thread).toMatch(/\/t\/[0-9a-f]{12}$/);
    expect(await page.title()).toContain('which agent handled');
    await page.getByRole('button', { name: 'and for chats?' }).click();
    await page.waitForSelector('.turn:nth-of-type(2) .answer');
    expect(page.url()).toBe(thread);
    expect(desk.asked[1]).toMatchObject({ threadId: thread.split('/').at(-1) });
    await page.reload();
    expect(await page.locator('.turn').count()).toBe(2);
    expect(await page.locator('.rail-thread').count()).toBe(1);
    expect(problems).toEqual([]);
  });

  it('draws charts in the place kept for them', async () => {
    await page.goto(url);
    await ask('which agent handled the most tickets?');
    const box = page.locator('.chart-box');
    const before = await box.boundingBox();
    await page.waitForSelector('.chart[data-drawn]');
    expect(await box.boundingBox()).toEqual(before);
    await expect.poll(() => audit<number>(page, 'inkInChart')).toBeGreaterThan(500);
    expect(problems).toEqual([]);
  });

  it('shows nothing busy at first, then the state, then a way to cancel that gives the words back', async () => {
    await page.goto(url);
    await page.fill('#question', 'slow question');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.pending');
    expect(await page.locator('.pending p').isVisible()).toBe(false);
    await page.waitForSelector('.pending p:visible');
    expect(await page.locator('.pending').textContent()).toContain('Looking through the data…');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => page.inputValue('#question')).toBe('slow question');
    expect(await page.locator('[data-welcome]').isVisible()).toBe(true);
    await expect.poll(() => desk.cancelled.length).toBe(1);
  });

  it('is worked by keyboard alone', async () => {
    await page.goto(url);
    await page.keyboard.press('/');
    await page.keyboard.type('which agent handled the most tickets?');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.turn .answer');
    await page.keyboard.press('ArrowUp');
    expect(await page.inputValue('#question')).toBe('which agent handled the most tickets?');
    expect(await page.locator('[data-editing]').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.inputValue('#question')).toBe('');
    await page.keyboard.press('ArrowUp');
    await page.fill('#question', 'are we getting busier?');
    await page.keyboard.press('Enter');
    await expect.poll(headline).toContain('847 tickets in September');
    expect(await page.locator('.turn').count()).toBe(1);
    await page.locator('.follow-ups button').first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('by pipeline');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('chats instead');
    await page.keyboard.press('?');
    expect(await page.locator('#shortcuts').isVisible()).toBe(true);
  });

  it('leaves searches for what isn’t on the page to the server', async () => {
    await page.goto(`${url}/knowledge`);
    await page.fill('#knowledge-search', 'nothing');
    await page.keyboard.press('Enter');
    await page.waitForURL(/find=nothing/);
    expect(await page.textContent('main')).toContain('Nothing fits this question.');
    await page.goto(`${url}/tickets`);
    await page.fill('#ticket-number', '4312');
    await page.keyboard.press('Enter');
    await page.waitForURL(/tickets\/zendesk/);
    expect(problems).toEqual([]);
  });

  it('searches the page by keyboard where there is nothing to ask', async () => {
    await page.goto(`${url}/tickets`);
    await page.keyboard.press('/');
    await page.keyboard.type('4312');
    expect(await page.inputValue('#ticket-number')).toBe('4312');
  });

  it('shows of a press that takes longer that it is on its way, and of no other', async () => {
    const pressAfter = async (delayMs: number) => {
      await page.goto(`${url}/oncall`);
      await page.route('**/oncall/override', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, delayMs));
        await route.continue();
      });
      // The page is gone when the press is over: what it showed is kept in the tab.
      await page.evaluate(`sessionStorage.clear(); new MutationObserver(([{ target }]) =>
        sessionStorage.setItem('busy', target.textContent))
        .observe(document, { subtree: true, attributeFilter: ['aria-busy'] })`);
      await page.getByText('Put somebody on call …').click();
      await page.locator('input[name=until]').first().fill('2 h');
      await page.locator('form[action="/oncall/override"] button').click();
      await page.waitForURL(/told=/);
      await page.unroute('**/oncall/override');
      return page.evaluate(`sessionStorage.getItem('busy')`);
    };
    expect(await pressAfter(0)).toBeNull();
    expect(await pressAfter(900)).toBe('Put somebody on call');
  });

  it('skips to the content without fetching the page again', async () => {
    await page.goto(`${url}/tickets`);
    await page.evaluate('document.title = "still here"');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#main$/);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('ticket-number');
    expect(await page.title()).toBe('still here');
  });

  it('cancels what is running with Esc', async () => {
    await page.goto(url);
    await page.fill('#question', 'slow question');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.pending');
    await page.keyboard.press('Escape');
    await expect.poll(() => desk.cancelled.length).toBe(1);
  });

  it('reads an answer out once, complete', async () => {
    await page.goto(url);
    await page.evaluate(`
      globalThis.spoken = 0;
      new MutationObserver((records) => { globalThis.spoken += records.length; })
        .observe(document.getElementById('announcer'), { childList: true });
    `);
    await ask('which agent handled the most tickets?');
    expect(await page.locator('#announcer').textContent()).toContain('Girly follows with 402.');
    expect(await page.evaluate('globalThis.spoken')).toBe(1);
  });

  it('copies a table as a spreadsheet takes it, unrounded', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(url);
    await ask('which agent handled the most tickets?');
    await page.getByRole('button', { name: 'Copy table' }).click();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied.split('\n').slice(0, 2)).toEqual([
      'Agent\tTickets\tShare (0 to 1)\tFirst response (seconds)',
      'Nova\t487\t0.38\t5040',
    ]);
  });

  it('says so when an answer breaks off though the server is there', async () => {
    await page.goto(url);
    await page.route('**/ask', (route) => route.abort());
    await page.fill('#question', 'tickets by agent');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=The answer didn’t arrive.');
    expect(await page.inputValue('#question')).toBe('tickets by agent');
    expect(await page.locator('#offline').isVisible()).toBe(false);
    await page.unroute('**/ask');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Nova, with 487 tickets');
  });

  it('keeps words that have no answer yet over a reload', async () => {
    await page.goto(url);
    await page.fill('#question', 'slow question');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.pending');
    await page.reload();
    expect(await page.inputValue('#question')).toBe('slow question');
    await page.goto(`${url}/data`);
    await page.goto(`${url}/upload`);
    expect(problems).toEqual([]);
  });

  it('shows one thread the same in two tabs', async () => {
    await page.goto(url);
    await ask('which agent handled the most tickets?');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.fill('#question', 'half a thought');
    await page.getByRole('button', { name: 'and for chats?' }).click();
    await other.waitForSelector('.turn:nth-of-type(2) .answer');
    expect(await other.inputValue('#question')).toBe('half a thought');
  });

  it('has one heading for the page on a thread grown from the first page', async () => {
    await page.goto(url);
    await ask('which agent handled the most tickets?');
    expect(await page.locator('main h1').allTextContents()).toEqual([
      'which agent handled the most tickets?',
    ]);
  });

  it('reads out the values of a chart one after the other', async () => {
    await page.goto(url);
    await ask('which agent handled the most tickets?');
    await page.waitForSelector('.chart[data-drawn]');
    const heard = () => page.textContent('#announcer');
    await expect
      .poll(async () => {
        await page.locator('canvas').press('Home');
        await page.locator('canvas').press('ArrowRight');
        return heard();
      })
      .toMatch(/^\w+: \d+/);
  });

  it('names downloads after the chart', async () => {
    await page.goto(url);
    await ask('which agent handled the most tickets?');
    const names = await page
      .locator('.tools a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('download')));
    expect(names).toEqual([
      expect.stringMatching(/^tickets-.*\.csv$/),
      expect.stringMatching(/^tickets-.*\.png$/),
    ]);
  });

  it('keeps the first column in sight while a table scrolls, and the composer clear', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(url);
    await ask('which agent handled the most tickets?');
    const first = page.locator('tbody th').first();
    const before = await first.boundingBox();
    await page.locator('.table-scroll').evaluate((frame) => frame.scrollTo(400, 0));
    expect((await first.boundingBox())?.x).toBe(before?.x);
    await page.setViewportSize({ width: 1280, height: 500 });
    const atRightOfComposer = await page.evaluate<string>(
      'document.elementFromPoint(1240, 480).className',
    );
    expect(atRightOfComposer).not.toMatch(/number|brief|long/);
  });

  it('takes a file from drop to summary', async () => {
    await page.goto(`${url}/upload`);
    await page.setInputFiles('#file', {
      name: 'export.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(CSV),
    });
    await page.waitForURL(/\/uploads\//);
    await page.getByRole('button', { name: '3 April' }).click();
    await page.selectOption('[name=field-2]', 'ignore');
    await expect
      .poll(() => imports.previewed.at(-1)?.overrides)
      .toEqual({
        dateOrder: 'day-first',
        map: { Effort: 'ignore' },
      });
    await page.getByRole('button', { name: 'Import 1 row' }).click();
    await page.waitForSelector('text=of tickets is in');
    expect(imports.applied).toHaveLength(1);
    await page.locator('.starters button').first().click();
    await page.waitForURL(/\/t\//);
    expect(problems).toEqual([]);
  });

  it('says what is wrong with a dropped file where it was dropped', async () => {
    await page.goto(url);
    const transfer = await page.evaluateHandle(`
      const made = new DataTransfer();
      made.items.add(new File(['a,b\\n"1'], 'broken.csv'));
      made;
    `);
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    await page.waitForSelector('text=line 3, column 7');
    expect(page.url()).toBe(`${url}/`);
  });

  it('changes its theme at once and keeps it', async () => {
    await page.goto(url);
    const ground = () =>
      page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    const light = await ground();
    await page.getByRole('button', { name: 'Dark' }).click();
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await ground()).toBe(dark);
    expect(await page.getByRole('button', { name: 'Light' }).count()).toBe(1);
  });

  it('brings a deleted thread back within five seconds', async () => {
    desk.seed('a', '2026-11-21T13:40:00Z', 'are we getting busier?');
    await page.goto(url);
    await page.locator('.rail-thread').hover();
    await page.locator('.thread-menu summary').click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => page.locator('.rail-thread').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await page.locator('.rail-thread').isVisible()).toBe(true);
    await page.reload();
    expect(await page.locator('.rail-thread').count()).toBe(1);
  });

  it('keeps the words and says so when the server is gone', async () => {
    await page.goto(url);
    await page.route('**/*', (route) => route.abort());
    await page.fill('#question', 'which agent handled the most tickets?');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#offline:visible');
    expect(await page.inputValue('#question')).toBe('which agent handled the most tickets?');
    await page.unroute('**/*');
    await page.getByRole('button', { name: 'Try now' }).click();
    await expect.poll(() => page.locator('#offline').isVisible()).toBe(false);
  });

  it('answers without scripts', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(url);
    await plain.getByRole('button', { name: 'Which agent handled the most tickets' }).click();
    expect(await plain.locator('.headline').textContent()).toContain('Nova, with 487 tickets');
    await plain.locator('.how summary').click();
    expect(await plain.locator('.provenance').isVisible()).toBe(true);
    await context.close();
  });

  it.each(['light', 'dark'] as const)('can be read by everyone, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    desk.seed('a', NOW, 'which agent handled the most tickets?');
    desk.seed('a', NOW, 'how is Alex doing?');
    desk.seed('a', NOW, 'what are our largest pipelines?');
    for (const path of PAGES) {
      await page.goto(url + path);
      expect([path, await audit(page, 'unnamedControls')]).toEqual([path, []]);
      expect([path, await audit(page, 'weakContrasts')]).toEqual([path, []]);
    }
  });

  it.each([390, 768, 1280])('never scrolls sideways at %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    for (const question of ['largest pipelines', 'open longer than 48 h', 'response', 'by hour']) {
      desk.seed('a', NOW, question);
    }
    for (const path of PAGES) {
      await page.goto(url + path);
      const beyond = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect([path, beyond]).toEqual([path, 0]);
    }
  });
});

const AUDIT = readFileSync(join(import.meta.dirname, 'audit-page.js'), 'utf8');

/** What a function of audit-page.js finds on the page. */
function audit<T>(page: Page, name: string): Promise<T> {
  return page.evaluate<T>(`(() => { ${AUDIT.replaceAll('export ', '')}; return ${name}(); })()`);
}
