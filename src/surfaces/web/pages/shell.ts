import { raw } from 'hono/html';
import type { ThreadSummary } from '../../../bot/desk.ts';
import type { Assets } from '../assets.ts';
import { type Html, html } from '../markup.ts';
import { icon } from './icon.ts';
import { renderRail } from './rail.ts';
import { renderShortcuts } from './shortcuts.ts';

export type Theme = 'light' | 'dark';

/** What every page is set in. */
export type Shell = {
  readonly assets: Assets;
  /** null: as the system says. */
  readonly theme: Theme | null;
  readonly threads: readonly ThreadSummary[];
  /** Words the thread list is narrowed to. */
  readonly search: string;
  /** A thread just deleted that can still be brought back. */
  readonly removed: string | null;
  /** On how many tickets somebody is waited for who should come at once. */
  readonly pressing: number;
  /** Whoever is here signed in, and can sign out. */
  readonly isSignedIn: boolean;
  readonly now: number;
  readonly zone: string;
};

export type Page = {
  readonly title: string;
  /** The thread or page the rail marks as current: a thread's id, "data", "metrics". */
  readonly current: string | null;
  readonly main: Html;
};

const ENTRY = 'surfaces/web/browser/console.js';

/** A whole document, readable before any script has run. */
export function renderPage(shell: Shell, page: Page): Html {
  return html`${renderHead(shell, page.title)}
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="topbar">
  <button class="icon-button" type="button" popovertarget="rail" aria-label="Threads and pages">${icon('menu')}</button>
  <a class="brand" href="/">Deskhand</a>
  <a class="icon-button" href="/" aria-label="New chat">${icon('new')}</a>
</header>
${renderRail(shell, page.current)}
<main id="main" tabindex="-1">
<div class="banner" id="offline" role="status" hidden>
  <p><strong>Deskhand isn’t answering.</strong> <span data-offline-text>Trying again…</span></p>
  <button class="quiet" type="button" data-retry>Try now</button>
</div>
${page.main}
</main>
${renderShortcuts()}
<div class="sr" id="announcer" aria-live="polite" aria-atomic="true"></div>
<div class="drop-veil" id="drop-veil" hidden><p>Drop a CSV, JSON, JSONL or Parquet file to see how it would be read</p></div>
<div id="toasts" class="toasts">${renderRemoved(shell)}</div>
</body>
</html>`;
}

/** A document with nothing around it, for those who aren't let in yet. */
export function renderBarePage(
  shell: Pick<Shell, 'assets' | 'theme'>,
  page: Omit<Page, 'current'>,
): Html {
  return html`${renderHead(shell, page.title)}
<body class="bare">
<main id="main">${page.main}</main>
</body>
</html>`;
}

function renderHead({ assets, theme }: Pick<Shell, 'assets' | 'theme'>, title: string): Html {
  return html`${raw('<!doctype html>')}
<html lang="en" data-theme="${theme ?? 'auto'}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${assets.url('icon.svg')}" type="image/svg+xml">
<link rel="preload" href="${assets.url('inter-latin.woff2')}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="${assets.url('console.css')}">
<script type="module" src="${assets.url(ENTRY)}"></script>
</head>`;
}

function renderRemoved({ removed }: Shell): Html | null {
  if (removed === null) return null;
  return html`<form class="toast" method="post" action="/t/${removed}/restore">
  <p>Thread deleted.</p><button class="quiet" type="submit">Undo</button>
</form>`;
}
