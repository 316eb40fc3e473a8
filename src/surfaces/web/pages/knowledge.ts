import { formatPercent } from '../../../core/format.ts';
import type {
  DocumentLine,
  FoundLine,
  KnowledgeFound,
  KnowledgeHoldings,
} from '../../../core/knowledge-desk.ts';
import { type Html, html } from '../markup.ts';
import { ticketAddress } from './ticket-section.ts';

export type KnowledgeNotes = {
  /** What was just done. */
  readonly told: string | null;
  /** What could not be done. */
  readonly problem: string | null;
  /** The page’s address that was tried in vain. */
  readonly address: string;
  readonly query: string;
  readonly isForCustomers: boolean;
  /** Null: nothing was searched for. */
  readonly found: KnowledgeFound | null;
};

/** What replies are made from: documents with their age, a trial search, and ways to add and remove. */
export function renderKnowledge(
  { documents, past }: KnowledgeHoldings,
  { told, problem, address, query, isForCustomers, found }: KnowledgeNotes,
): Html {
  return html`<div class="page page-narrow knowledge">
<h1>Knowledge</h1>
<p class="context">Suggested replies are made from these documents and from past tickets. ${past}</p>
${told === null ? '' : html`<p class="ticket-told" role="status">${told}</p>`}
${problem === null ? '' : html`<p class="ticket-refused" role="alert">${problem}</p>`}
<form class="catalogue-search" role="search" method="get" action="/knowledge">
  <label class="sr" for="knowledge-search">Try a customer’s question</label>
  <input id="knowledge-search" type="search" name="find" value="${query}" placeholder="Try a customer’s question" autocomplete="off">
  <label class="tick note"><input type="checkbox" name="for" value="customers"${isForCustomers ? html` checked` : ''}> Only what may stand in a reply</label>
</form>
${found === null ? '' : renderFound(found)}
<h2>Documents</h2>
${
  documents.length === 0
    ? html`<p class="context">There are none yet. Add your help pages, policies and templates: PDF, Word, HTML, Markdown or text.</p>`
    : html`<ul class="knowledge-list">${documents.map(renderDocument)}</ul>`
}
<h2>Add or update</h2>
<form class="knowledge-add" method="post" action="/knowledge/files" enctype="multipart/form-data">
  <label for="knowledge-files">Files</label>
  <input id="knowledge-files" type="file" name="file" multiple required accept=".pdf,.docx,.html,.htm,.md,.markdown,.txt">
  ${renderAudience()}
  <button class="button" type="submit">Add files</button>
</form>
<form class="knowledge-add" method="post" action="/knowledge/pages">
  <label for="knowledge-address">Public page</label>
  <input id="knowledge-address" type="url" name="address" value="${address}" required placeholder="https://help.example.com/returns">
  ${renderAudience()}
  <button class="button" type="submit">Add page</button>
</form>
<p class="note">A file of the same name, or a page at the same address, takes the place of the one before.</p>
</div>`;
}

function renderAudience(): Html {
  return html`<label class="tick note"><input type="checkbox" name="private" value="yes"> For the team alone, never in a reply</label>`;
}

function renderDocument({ id, title, source, isPrivate, says, age, url }: DocumentLine): Html {
  const name =
    url === null ? title : html`<a href="${url}" target="_blank" rel="noreferrer">${title}</a>`;
  return html`<li><div><strong>${name}</strong>${isPrivate ? html` <span class="note">private</span>` : ''}
<p class="note">${[...(source === title ? [] : [source]), says, age].join(' · ')}</p></div>
<details class="card-ask"><summary class="card-button card-button-danger" aria-label="Remove ${title} …">Remove …</summary>
<form class="card-asked" method="post" action="/knowledge/remove"><input type="hidden" name="document" value="${id}">
<p class="note">No reply is made from it any more. To have it back, add it again.</p>
<button class="card-button card-button-danger" type="submit" aria-label="Remove ${title}">Remove</button></form></details></li>`;
}

function renderFound({ passages, notes }: KnowledgeFound): Html {
  const none = html`<p class="context">Nothing fits this question.</p>`;
  return html`<section aria-label="Found" role="status">
${passages.length === 0 ? none : html`<ol class="knowledge-found">${passages.map(renderPassage)}</ol>`}
${notes.map((note) => html`<p class="note">${note}</p>`)}
</section>`;
}

function renderPassage({
  title,
  place,
  text,
  answer,
  ticketId,
  isPrivate,
  score,
}: FoundLine): Html {
  const name = ticketId === null ? title : html`<a href="${ticketAddress(ticketId)}">${title}</a>`;
  return html`<li><strong>${name}</strong> <span class="note">${[place, ...(isPrivate ? ['private'] : []), `score ${formatPercent(score)}`].join(' · ')}</span>
<p dir="auto">${text}</p>
${answer === null ? '' : html`<blockquote dir="auto">${answer}</blockquote>`}</li>`;
}
