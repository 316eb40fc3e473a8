import { howOld } from '../../core/age.ts';
import type { Clock } from '../../core/clock.ts';
import { formatCounted } from '../../core/format.ts';
import type { DocumentLine, FoundLine, KnowledgeDesk } from '../../core/knowledge-desk.ts';
import type { Media } from './documents/document.ts';
import type { KnowledgeBase } from './knowledge-base.ts';
import type { Hit } from './knowledge-index.ts';
import type { Added, AddOptions, KnownDocument } from './library/library.ts';

const MEDIA_WORDS: Readonly<Record<Media, string>> = {
  pdf: 'PDF',
  docx: 'Word',
  html: 'web page',
  markdown: 'Markdown',
  text: 'text',
};
const FOUND = 8;

/** The knowledge base in words, each thing for whom it is allowed to. */
export function createKnowledgeDesk(
  { library, index, settle }: Pick<KnowledgeBase, 'library' | 'index' | 'settle'>,
  clock: Clock,
): KnowledgeDesk {
  return {
    async holdings(viewer) {
      viewer.check('conversations');
      const { documents, resolutions } = await library.holdings();
      const newest =
        resolutions.newestAt && `, the newest ${howOld(resolutions.newestAt, clock.now())}`;
      return {
        documents: documents.map((document) => lineOf(document, clock.now())),
        past:
          resolutions.count === 0
            ? 'No past tickets yet: they are read soon after they come.'
            : `${formatCounted(resolutions.count, 'past ticket')}${newest ?? ''}.`,
      };
    },
    async search(query, viewer, isForCustomers = false) {
      viewer.check('conversations');
      const audience = isForCustomers ? 'public' : 'private';
      const { hits, shortfalls } = await index.search({ query, audience, limit: FOUND });
      return { passages: hits.map((hit) => foundOf(hit, clock.now())), notes: shortfalls };
    },
    async add({ name, bytes }, isPrivate, viewer) {
      viewer.check('knowledge');
      const file = { source: name, bytes, changedAt: null };
      return wordsOf(await library.add(file, optionsOf(isPrivate, viewer.name)));
    },
    async addPage(address, isPrivate, viewer, signal) {
      viewer.check('knowledge');
      return wordsOf(await library.addPage(address, optionsOf(isPrivate, viewer.name), signal));
    },
    async remove(words, viewer) {
      viewer.check('knowledge');
      const { title } = await library.remove(words);
      await settle();
      return `“${title}” is removed, with all its passages.`;
    },
  };
}

const optionsOf = (isPrivate: boolean | undefined, by: string): AddOptions =>
  isPrivate === undefined ? { by } : { by, audience: isPrivate ? 'private' : 'public' };

function wordsOf({ outcome, document }: Added): string {
  const { title, passages, audience } = document;
  const whom = audience === 'private' ? 'for the team alone' : 'for replies too';
  if (outcome === 'unchanged')
    return `“${title}” is as it was: ${formatCounted(passages, 'passage')}, ${whom}.`;
  return `“${title}” is ${outcome}: ${formatCounted(passages, 'passage')}, ${whom}.`;
}

function lineOf(document: KnownDocument, now: number): DocumentLine {
  const { id, title, source, audience, media, pages, passages, updatedAt, url } = document;
  const parts = [
    MEDIA_WORDS[media],
    ...(pages === null ? [] : [formatCounted(pages, 'page')]),
    formatCounted(passages, 'passage'),
  ];
  return {
    ...{ id, title, source, url, isPrivate: audience === 'private' },
    ...{ says: parts.join(', '), age: howOld(updatedAt, now) },
  };
}

function foundOf({ score, passage }: Hit, now: number): FoundLine {
  const { title, section, page, text, answer, kind, sourceId, audience, updatedAt } = passage;
  const place = [section, page === null ? null : `page ${page}`, howOld(updatedAt, now)];
  return {
    ...{ title, text, answer, score, isPrivate: audience === 'private' },
    place: place.filter((part) => part !== null).join(' · '),
    ticketId: kind === 'resolution' ? sourceId : null,
  };
}
