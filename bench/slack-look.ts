/**
 * Slack messages as pictures, for looking at: node bench/slack-look.ts <folder> [turns.json]
 * Draws the sample replies, or the turns of a file, to <folder>/{light,dark}.html, and to PNG where there is Chromium.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { createLocalRenderer } from '../src/charts/local-renderer.ts';
import type { ChartTheme } from '../src/charts/palette.ts';
import { placePicture } from '../src/surfaces/slack/blocks/chart-block.ts';
import { renderDigestLead } from '../src/surfaces/slack/blocks/render-digest.ts';
import { renderError, renderHelp } from '../src/surfaces/slack/blocks/render-notes.ts';
import { renderProvenance } from '../src/surfaces/slack/blocks/render-provenance.ts';
import { renderReply, type ShownTurn } from '../src/surfaces/slack/blocks/render-reply.ts';
import type { RenderedReply } from '../src/surfaces/slack/blocks/slack-message.ts';
import { FAKE_REPLIES, FAKE_SUGGESTIONS } from '../tests/fakes/fake-replies.ts';
import { renderMessage, renderModal, renderPage } from '../tests/standins/slack/render-blocks.ts';

const CHROMIUM = '/usr/bin/chromium';
const ZONE = 'America/Halifax';
const charts = createLocalRenderer();

/** The message with its pictures drawn, which stand in the page itself. */
async function drawn({ message, files, more }: RenderedReply, theme: ChartTheme): Promise<string> {
  const pictures = new Map<string, string>();
  let whole = message;
  for (const file of files) {
    if (file.kind !== 'chart') continue;
    const png = await charts.draw(file.spec, { theme });
    pictures.set(file.placeholder, `data:image/png;base64,${Buffer.from(png).toString('base64')}`);
    whole = placePicture(whole, file, file.placeholder);
  }
  const shown = [whole, ...more].map((each) => renderMessage(each, { pictures }));
  const attached = files.flatMap((file) =>
    file.kind === 'csv' ? `<p class="asked">📎 ${file.fileName}</p>` : '',
  );
  return [...shown, ...attached].join('');
}

async function page(turns: readonly ShownTurn[], theme: ChartTheme): Promise<string> {
  const parts: string[] = [];
  for (const turn of turns) {
    const reply = renderReply(turn, { answerRef: 'C1:1.2:t', audience: 'channel', zone: ZONE });
    parts.push(
      `<p class="asked">${turn.question.replaceAll('<', '&lt;')}</p>`,
      await drawn(reply, theme),
    );
  }
  const first = turns.find(({ reply }) => reply.kind === 'answer');
  const chart = first?.reply.kind === 'answer' ? first.reply.chart : null;
  const canvas = { pictures: new Map<string, string>() };
  const shared =
    first &&
    ({
      answerRef: 'x',
      audience: 'private',
      zone: ZONE,
      share: true,
      asked: { by: 'U0123' },
    } as const);
  return renderPage(
    [
      ...parts,
      ...(first && shared
        ? [
            await drawn(renderReply(first, shared), theme),
            renderModal(renderProvenance(first, { zone: ZONE }), canvas),
          ]
        : []),
      renderMessage(renderHelp(FAKE_SUGGESTIONS), canvas),
      renderMessage(
        renderError(
          'Something went wrong here; it has been written down. Please try again.',
          '8F3A21',
        ),
        canvas,
      ),
      await drawn(
        renderDigestLead({
          title: 'Support, week of 16 Nov 2026',
          about: ['16 – 22 Nov 2026, Halifax time · against the week before'],
          headline:
            '**214 tickets**, 12 % more than the week before; **first response 1 h 58 min**.',
          points: ['CSAT **91 %** (n = 88), up 2 points.', '**3 tickets** breach their target.'],
          warnings: ['LiveChat was last read 6 h ago.'],
          charts: chart ? [chart] : [],
          mention: { users: ['U0123'], groups: [] },
          stem: 'digest',
        }),
        theme,
      ),
    ],
    theme,
  );
}

/** In pieces one can look at: <name>-1.png, <name>-2.png, … */
async function photograph(html: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  const tab = await browser.newPage({ viewport: { width: 780, height: PIECE } });
  await tab.goto(pathToFileURL(html).href);
  const height = await tab.locator('html').evaluate((page) => page.scrollHeight);
  for (let at = 0; at * PIECE < height; at += 1) {
    const clip = { x: 0, y: at * PIECE, width: 780, height: Math.min(PIECE, height - at * PIECE) };
    await tab.screenshot({ path: html.replace('.html', `-${at + 1}.png`), fullPage: true, clip });
  }
  await browser.close();
}

const PIECE = 1300;

const [folder = 'slack-look', file] = process.argv.slice(2);
const turns: readonly ShownTurn[] = file
  ? JSON.parse(readFileSync(file, 'utf8'))
  : FAKE_REPLIES.map(({ on, reply }) => ({ question: on, askedAt: '2026-11-21T14:00:00Z', reply }));
mkdirSync(folder, { recursive: true });
for (const theme of ['light', 'dark'] as const) {
  const html = resolve(join(folder, `${theme}.html`));
  writeFileSync(html, await page(turns, theme));
  if (existsSync(CHROMIUM)) await photograph(html);
}
