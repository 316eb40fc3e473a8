import { AskerError } from '../../src/core/errors.ts';
import type { DocumentLine, KnowledgeDesk } from '../../src/core/knowledge-desk.ts';

/** A knowledge base that finds every document by any word of its title, and reads nothing. */
export function createFakeKnowledge(): KnowledgeDesk {
  let documents: readonly DocumentLine[] = [];
  const take = (source: string, isPrivate = false): string => {
    const title = source.replace(/\.\w+$/, '');
    const line = { id: source, title, source, isPrivate, says: 'text, 1 passage', url: null };
    documents = [...documents.filter(({ id }) => id !== source), { ...line, age: 'today' }];
    return `“${title}” is added: 1 passage, ${isPrivate ? 'for the team alone' : 'for replies too'}.`;
  };
  return {
    async holdings(viewer) {
      viewer.check('conversations');
      return { documents, past: '12 past tickets, the newest today.' };
    },
    async search(query, viewer, isForCustomers = false) {
      viewer.check('conversations');
      const words = query.toLowerCase().split(' ');
      const passages = documents
        .filter(({ title }) => words.some((word) => title.toLowerCase().includes(word)))
        .filter(({ isPrivate }) => !isPrivate || !isForCustomers)
        .map(({ title, isPrivate }) => ({
          ...{ title, isPrivate, place: 'today', text: `All about ${title}.`, score: 0.5 },
          ...{ answer: null, ticketId: null },
        }));
      return { passages, notes: [] };
    },
    async add({ name, bytes }, isPrivate, viewer) {
      viewer.check('knowledge');
      if (bytes.length === 0) throw new AskerError(`${name} is empty.`);
      return take(name, isPrivate);
    },
    async addPage(address, isPrivate, viewer) {
      viewer.check('knowledge');
      if (!URL.canParse(address)) throw new AskerError(`“${address}” is no web address.`);
      return take(address, isPrivate);
    },
    async remove(words, viewer) {
      viewer.check('knowledge');
      if (!documents.some(({ id }) => id === words))
        throw new AskerError(`No document is called “${words}”.`);
      documents = documents.filter(({ id }) => id !== words);
      return `“${words}” is removed, with all its passages.`;
    },
  };
}
