import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createKnowledgeIndex } from '../../../../src/assist/knowledge/create-knowledge-index.ts';
import { addFiles } from '../../../../src/assist/knowledge/library/add-files.ts';
import { createLibrary } from '../../../../src/assist/knowledge/library/create-library.ts';
import { fixedClock } from '../../../../src/core/clock.ts';
import { openDatabase } from '../../../../src/store/open-database.ts';
import { useTempFolders } from '../../../store/temp-folder.ts';
import { makePdf } from '../documents/make-pdf.ts';

const NOW = '2026-11-20T14:00:00.000Z';
const EARLIER = '2026-03-01T00:00:00.000Z';
const BY = { by: 'Nova' };

async function openLibrary() {
  const db = await openDatabase({ path: ':memory:' });
  const fetching = { resolve: async () => ['127.0.0.1'], isAllowed: () => true };
  const library = createLibrary({ db, clock: fixedClock(NOW), fetching });
  const index = createKnowledgeIndex({ db, meaning: null });
  const find = async (query: string, audience: 'public' | 'private' = 'public') =>
    (await index.search({ query, audience })).hits.map(({ passage }) => passage);
  return { db, library, index, find, [Symbol.asyncDispose]: () => db[Symbol.asyncDispose]() };
}

const file = (source: string, text: string | Uint8Array, changedAt: string | null = EARLIER) => ({
  ...{ source, changedAt },
  bytes: typeof text === 'string' ? Buffer.from(text) : text,
});

describe('the library', () => {
  it('makes passages of a file that say where they stand', async () => {
    await using opened = await openLibrary();
    const pages = [
      [{ text: 'Refunds', size: 18 }, { text: 'Money is back in five working days.' }],
      [{ text: 'Warranty', size: 18 }, { text: 'Kettles have two years of it.' }],
    ];
    const added = await opened.library.add(file('docs/handbook.pdf', makePdf(pages)), BY);
    expect(added).toMatchObject({
      outcome: 'added',
      document: {
        ...{ source: 'docs/handbook.pdf', kind: 'file', title: 'Handbook', media: 'pdf' },
        ...{ pages: 2, passages: 2, audience: 'public', updatedAt: EARLIER, addedBy: 'Nova' },
      },
    });
    const [kettles] = await opened.find('how long is the warranty of a kettle');
    expect(kettles).toMatchObject({
      ...{ title: 'Handbook', section: 'Warranty', page: 2, updatedAt: EARLIER },
      ...{ text: 'Kettles have two years of it.', sourceId: added.document.id },
    });
  });

  it('changes nothing for what is as it was, and takes what has changed', async () => {
    await using opened = await openLibrary();
    const { library, index, find } = opened;
    await library.add(file('prices.md', '# Prices\nA kettle costs 20 euros.'), BY);
    const version = await index.version();
    const again = await library.add(file('prices.md', '# Prices\nA kettle costs 20 euros.'), BY);
    expect([again.outcome, await index.version()]).toEqual(['unchanged', version]);
    const changed = file('prices.md', '# Prices\nA kettle costs 25 euros.', NOW);
    expect(await library.add(changed, { by: 'Girly' })).toMatchObject({
      outcome: 'updated',
      document: { addedBy: 'Nova', updatedAt: NOW, passages: 1 },
    });
    expect((await find('what does a kettle cost')).map(({ text }) => text)).toEqual([
      'A kettle costs 25 euros.',
    ]);
  });

  it('stays private until it is said to be public, though it changes', async () => {
    await using opened = await openLibrary();
    const { library, find } = opened;
    const discounts = (text: string) => file('discounts.md', text);
    await library.add(discounts('Up to ten percent.'), { ...BY, audience: 'private' });
    await library.add(discounts('Up to fifteen percent.'), BY);
    expect(await find('percent')).toEqual([]);
    expect(await find('percent', 'private')).toMatchObject([{ text: 'Up to fifteen percent.' }]);
    await library.add(discounts('Up to fifteen percent.'), { ...BY, audience: 'public' });
    expect(await find('percent')).toHaveLength(1);
  });

  it('removes by title, path or id, and asks which where several are meant', async () => {
    await using opened = await openLibrary();
    const { library, find } = opened;
    await library.add(file('a/prices.md', '# Prices\nA kettle costs 20 euros.'), BY);
    const { document } = await library.add(file('b/prices-2.md', '# Old\nA kettle was 10.'), BY);
    await expect(library.remove('prices-')).resolves.toMatchObject({ id: document.id });
    await library.add(file('b/prices.md', '# Prices\nA kettle was 10.'), BY);
    await expect(library.remove('Prices')).rejects.toThrow(/may be a\/prices\.md \(d\w+\), b\/pr/);
    await expect(library.remove('nothing')).rejects.toThrow('No document is called “nothing”.');
    await library.remove('a/prices.md');
    await library.remove('prices');
    expect(await find('kettle', 'private')).toEqual([]);
    expect((await library.holdings()).documents).toEqual([]);
  });

  it('keeps what was there when the new one can’t be read', async () => {
    await using opened = await openLibrary();
    const { library, find } = opened;
    await library.add(file('prices.md', 'A kettle costs 20 euros.'), BY);
    await expect(library.add(file('prices.md', ''), BY)).rejects.toThrow('prices.md is empty.');
    expect(await find('kettle')).toHaveLength(1);
  });

  it('reads pages, and reads them again', async () => {
    await using opened = await openLibrary();
    let body = '<title>Returns</title><p>Thirty days.</p>';
    const server = createServer((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(body);
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const address = `http://help.example.com:${port}/returns`;
    const add = () => opened.library.addPage(address, BY);
    expect(await add()).toMatchObject({
      outcome: 'added',
      document: { kind: 'page', title: 'Returns', url: address, source: address, updatedAt: NOW },
    });
    expect(await add()).toMatchObject({ outcome: 'unchanged' });
    body = '<title>Returns</title><p>Sixty days.</p>';
    expect(await add()).toMatchObject({ outcome: 'updated' });
    expect(await opened.find('days')).toMatchObject([{ text: 'Sixty days.', url: address }]);
  });

  it('reads no page of its own network', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    const library = createLibrary({ db, clock: fixedClock(NOW) });
    for (const address of ['http://127.0.0.1/', 'http://localhost/', 'http://169.254.169.254/'])
      await expect(library.addPage(address, BY)).rejects.toThrow('is inside a private network');
  });
});

describe('adding a folder', () => {
  const folder = useTempFolders();

  it('reads what can be read, tells what can’t, and takes away what is no longer there', async () => {
    await using opened = await openLibrary();
    const { library } = opened;
    const from = folder();
    for (const inner of ['help/more', 'help/.git', 'other'])
      mkdirSync(join(from, inner), { recursive: true });
    const write = (path: string, text: string) => writeFileSync(join(from, path), text);
    write('help/returns.md', '# Returns\nThirty days.');
    write('help/more/prices.txt', 'A kettle costs 20 euros.');
    write('help/broken.pdf', 'no pdf');
    write('help/logo.png', 'x');
    write('help/.git/config.md', 'not this');
    write('other/else.md', 'Something else.');
    const add = (path: string) => addFiles(path, { ...BY, library, from });
    await add('other/else.md');
    const { files, gone } = await add('help');
    expect(gone).toEqual([]);
    expect(files.map((one) => [one.source, one.kind === 'read' ? one.outcome : one.why])).toEqual([
      ['help/broken.pdf', 'broken.pdf is no PDF inside: it is damaged, or was renamed.'],
      ['help/more/prices.txt', 'added'],
      ['help/returns.md', 'added'],
    ]);
    rmSync(join(from, 'help/returns.md'));
    expect((await add('help')).gone).toMatchObject([{ source: 'help/returns.md' }]);
    const { documents } = await library.holdings();
    expect(documents.map(({ source }) => source)).toEqual([
      'other/else.md',
      'help/more/prices.txt',
    ]);
  });

  it('says what is wrong with a path', async () => {
    await using opened = await openLibrary();
    const from = folder();
    const add = (path: string) => addFiles(path, { ...BY, library: opened.library, from });
    await expect(add('nowhere')).rejects.toThrow('There is no file or folder nowhere.');
    await expect(add('.')).rejects.toThrow('. holds nothing to read: Deskhand reads PDF, Word');
    writeFileSync(join(from, 'a.png'), 'x\0');
    await expect(add('a.png')).rejects.toThrow('a.png can’t be read');
  });
});
