import type { Refreshed } from '../../../assist/knowledge/knowledge-base.ts';
import type { Found, Hit } from '../../../assist/knowledge/knowledge-index.ts';
import type { AddedFiles } from '../../../assist/knowledge/library/add-files.ts';
import type { Added, Holdings, KnownDocument } from '../../../assist/knowledge/library/library.ts';
import { howOld } from '../../../core/age.ts';
import { formatCount, formatCounted, formatPercent } from '../../../core/format.ts';

type Now = { now(): number };

const OUTCOMES = { added: 'Added', updated: 'Updated', unchanged: 'Unchanged:' } as const;

export function renderAdded({ outcome, document }: Added): string {
  return `${OUTCOMES[outcome]} ${document.source}: ${passagesOf(document)}, ${audienceOf(document)}\n`;
}

export function renderAddedFiles({ files, gone }: AddedFiles): string {
  return [
    ...files.map((file) => (file.kind === 'read' ? renderAdded(file) : `Not read: ${file.why}\n`)),
    ...gone.map(({ source }) => `Removed ${source}: it is no longer there\n`),
  ].join('');
}

export function renderHoldings({ documents, resolutions }: Holdings, store: Now): string {
  const lines = documents.map(
    (document) =>
      `${document.title}\n    ${document.source} · ${passagesOf(document)} · ${audienceOf(document)} · ${howOld(document.updatedAt, store.now())}\n`,
  );
  const newest = resolutions.newestAt
    ? `, the newest ${howOld(resolutions.newestAt, store.now())}`
    : '';
  const past =
    resolutions.count === 0
      ? 'No past tickets are indexed yet: “deskhand knowledge refresh” does so.\n'
      : `${formatCounted(resolutions.count, 'past ticket')}${newest}.\n`;
  const none = 'There are no documents yet: “deskhand knowledge add FILE” adds one.\n';
  return `${lines.length === 0 ? none : lines.join('')}${past}`;
}

export function renderFound({ hits, shortfalls }: Found, store: Now): string {
  const said =
    hits.length === 0
      ? 'Nothing was found.\n'
      : hits.map((hit) => renderHit(hit, store)).join('\n');
  return `${said}${shortfalls.map((one) => `${one}.\n`).join('')}`;
}

const SHOWN = 300;

function renderHit({ rank, score, passage }: Hit, store: Now): string {
  const { title, section, page, audience, updatedAt, text, answer, kind, sourceId, url } = passage;
  const place = [
    ...(section ? [section] : []),
    ...(page === null ? [] : [`page ${page}`]),
    kind === 'resolution' ? `past ticket ${sourceId}` : '',
    audience === 'private' ? 'private' : '',
    howOld(updatedAt, store.now()),
    `score ${formatPercent(score)}`,
  ].filter((part) => part !== '');
  const body = [text, ...(answer === null ? [] : [`→ ${answer}`])].map(
    (part) => `   ${shorten(part)}\n`,
  );
  return `${rank}. ${title} · ${place.join(' · ')}\n${body.join('')}${url ? `   ${url}\n` : ''}`;
}

export function renderRefreshed({ indexed, removed, meaning }: Refreshed): string {
  const stopped = meaning?.stoppedBy ? ` Vectors stopped short: ${meaning.stoppedBy}.` : '';
  const vectors = meaning ? ` ${formatCounted(meaning.embedded, 'new vector')}.` : '';
  return `${formatCounted(indexed, 'past ticket')} indexed, ${formatCount(removed)} removed.${vectors}${stopped}\n`;
}

const passagesOf = ({ passages, pages }: KnownDocument): string =>
  `${pages === null ? '' : `${formatCounted(pages, 'page')}, `}${formatCounted(passages, 'passage')}`;

const audienceOf = ({ audience }: KnownDocument): string =>
  audience === 'private' ? 'private: for the team alone' : 'public: for replies';

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= SHOWN ? line : `${line.slice(0, SHOWN - 1).trimEnd()}…`;
}
