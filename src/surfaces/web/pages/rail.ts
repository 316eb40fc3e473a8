import type { ThreadSummary } from '../../../bot/desk.ts';
import { dayGroup } from '../../../core/days.ts';
import { formatCount, formatCounted } from '../../../core/format.ts';
import { type Html, html } from '../markup.ts';
import { icon } from './icon.ts';
import type { Shell } from './shell.ts';

const PAGES = [
  { id: 'tickets', href: '/tickets', label: 'Tickets' },
  { id: 'oncall', href: '/oncall', label: 'On call' },
  { id: 'team', href: '/team', label: 'Team' },
  { id: 'knowledge', href: '/knowledge', label: 'Knowledge' },
  { id: 'data', href: '/data', label: 'Data' },
  { id: 'metrics', href: '/metrics', label: 'Metrics' },
  { id: 'model', href: '/model', label: 'Language model' },
];

/** Threads, newest first, and the other pages. On a phone it is a panel behind a button. */
export function renderRail(shell: Shell, current: string | null): Html {
  return html`<nav class="rail" id="rail" popover aria-label="Threads and pages">
<a class="brand" href="/">Deskhand</a>
<a class="rail-new" href="/">${icon('new')}New chat</a>
<form class="rail-search" role="search" method="get" action="/">
  <label class="sr" for="thread-search">Search threads</label>
  <input id="thread-search" type="search" name="q" value="${shell.search}" placeholder="Search threads" autocomplete="off">
</form>
<div class="rail-threads" id="rail-threads">${renderThreadList(shell, current)}</div>
<ul class="rail-pages">${PAGES.map(
    ({ id, href, label }) =>
      html`<li><a href="${href}"${id === current ? html` aria-current="page"` : ''}>${label}${id === 'tickets' ? renderPressing(shell) : ''}</a></li>`,
  )}</ul>
<div class="rail-foot">
  <form method="post" action="/theme" data-theme-form>
    <button class="quiet" type="submit" name="theme" value="${shell.theme === 'dark' ? 'light' : 'dark'}">${icon('theme')}<span data-theme-label>${
      shell.theme === 'dark' ? 'Light' : 'Dark'
    }</span></button>
  </form>
  ${shell.isSignedIn ? html`<form method="post" action="/logout"><button class="quiet" type="submit">Sign out</button></form>` : ''}
  <button class="quiet" type="button" popovertarget="shortcuts" aria-label="Keyboard shortcuts"><kbd>?</kbd></button>
</div>
</nav>`;
}

function renderPressing({ pressing }: Shell): Html | '' {
  if (pressing === 0) return '';
  const words = `${formatCounted(pressing, 'escalation')} nobody has answered`;
  return html`<span class="rail-count" title="${words}"><span aria-hidden="true">${formatCount(pressing)}</span><span class="sr">, ${words}</span></span>`;
}

/** The list alone, for when a thread was added to it. */
export function renderThreadList(shell: Shell, current: string | null): Html {
  const wanted = shell.search.trim().toLowerCase();
  const shown = shell.threads.filter((thread) => thread.title.toLowerCase().includes(wanted));
  if (shown.length === 0) {
    const words = wanted === '' ? 'Threads you start appear here.' : 'No thread has these words.';
    return html`<p class="rail-empty">${words}</p>`;
  }
  const groups = Map.groupBy(shown, (thread) => dayGroup(thread.updatedAt, shell.now, shell.zone));
  return html`${[...groups].map(
    ([day, threads]) => html`<section class="rail-day"><h2>${day}</h2>
<ul>${threads.map((thread) => renderThreadLink(thread, thread.id === current))}</ul></section>`,
  )}<p class="rail-empty" data-no-match hidden>No thread has these words.</p>`;
}

function renderThreadLink(thread: ThreadSummary, isCurrent: boolean): Html {
  return html`<li class="rail-thread" data-thread="${thread.id}">
<a href="/t/${thread.id}" title="${thread.title}"${isCurrent ? html` aria-current="page"` : ''}>${thread.title}</a>
<details class="thread-menu">
  <summary aria-label="Rename or delete ${thread.title}">${icon('more')}</summary>
  <form class="thread-rename" method="post" action="/t/${thread.id}/rename">
    <label class="sr" for="title-${thread.id}">Name</label>
    <input id="title-${thread.id}" name="title" dir="auto" value="${thread.title}" maxlength="120" required>
    <button class="quiet" type="submit">Rename</button>
  </form>
  <form method="post" action="/t/${thread.id}/delete" data-delete>
    <button class="quiet danger" type="submit">Delete</button>
  </form>
</details>
</li>`;
}
