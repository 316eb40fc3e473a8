import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../../src/assist/knowledge/documents/read-document.ts';
import { makeDocx, makeZip } from './make-docx.ts';
import { makePdf } from './make-pdf.ts';

const read = (name: string, text: string | Uint8Array, contentType?: string) =>
  readDocument({
    name,
    bytes: typeof text === 'string' ? Buffer.from(text) : text,
    ...(contentType && { contentType }),
  });

describe('Markdown', () => {
  it('is read by its headings, as a reader of the page sees it', async () => {
    const text = [
      '---\ntitle: "Returns & refunds"\n---',
      '# Returns',
      'Send it back within **30 days** ([how](https://example.com/how)).',
      '',
      '- with `the` receipt',
      '- in *its* box',
      '## Abroad\nCustoms_are_yours. <!-- todo -->',
      '',
      'Prices\n------',
      '| from | to |\n|---|---|\n| Halifax | Lyon |',
      '```sh\n# no heading\nsend --now\n```',
    ].join('\n');
    const { title, pages, sections } = await read('returns.md', text);
    expect([title, pages]).toEqual(['Returns & refunds', null]);
    expect(sections).toEqual([
      {
        headings: ['Returns'],
        page: null,
        text: 'Send it back within 30 days (how).\nwith the receipt\nin its box',
      },
      { headings: ['Returns', 'Abroad'], page: null, text: 'Customs_are_yours.' },
      {
        headings: ['Returns', 'Prices'],
        page: null,
        text: 'from to\nHalifax Lyon\n# no heading\nsend --now',
      },
    ]);
  });

  it('is called after its first heading where it doesn’t say', async () => {
    expect((await read('a.md', 'Intro\n\n# Warranty\nTwo years.')).title).toBe('Warranty');
    expect((await read('a.md', 'Only words.')).title).toBeNull();
  });
});

describe('HTML', () => {
  it('is read without menus, banners, forms and scripts', async () => {
    const page = `<!doctype html><html><head><title> Refunds – Help </title><style>p{}</style></head><body>
      <header>Log in</header><nav><a href=/>Home</a></nav>
      <main><h1>Refunds</h1><p>They take <b>five</b> days.<br>Weekends don’t count.</p>
      <h2>By card</h2><table><tr><td>Visa</td><td>3 days</td></tr></table><script>alert(1)</script>
      <ul><li>Mastercard &amp; others</li></ul><form><label>Was this helpful?</label></form>
      <p hidden>secret</p><p>And a closing paragraph that makes the main part long enough to count.</p></main>
      <footer>© Acme</footer></body></html>`;
    const { title, sections } = await read('refunds', page, 'text/html; charset=utf-8');
    expect(title).toBe('Refunds – Help');
    expect(sections.map(({ headings, text }) => [headings.join(' > '), text])).toEqual([
      ['Refunds', 'They take five days.\nWeekends don’t count.'],
      [
        'Refunds > By card',
        'Visa\n3 days\nMastercard & others\nAnd a closing paragraph that makes the main part long enough to count.',
      ],
    ]);
  });

  it('says so where scripts would have to be run', async () => {
    await expect(read('app.html', '<div id=app></div><script src=x></script>')).rejects.toThrow(
      'app.html has no text that is there without running its scripts.',
    );
  });

  it('outlasts a page that is nothing but nesting', async () => {
    const deep = `${'<div>'.repeat(20_000)}deep`;
    const { sections } = await read('deep.html', `<p>shallow</p>${deep}`);
    expect(sections[0]?.text).toMatch(/^shallow/);
  });
});

describe('Word documents', () => {
  it('are read by their headings', async () => {
    const bytes = makeDocx([
      '# Warranty',
      'Two years from the day of purchase.',
      '## Batteries',
      'Six months.',
    ]);
    const { media, title, sections } = await read('warranty.docx', bytes);
    expect([media, title]).toEqual(['docx', 'Warranty']);
    expect(sections.map(({ headings, text }) => [headings, text])).toEqual([
      [['Warranty'], 'Two years from the day of purchase.'],
      [['Warranty', 'Batteries'], 'Six months.'],
    ]);
  });

  it('are refused where they are none, or unpack to too much', async () => {
    await expect(read('a.docx', makeZip([['a.txt', 'x']]))).rejects.toThrow(
      'a.docx can’t be read as a Word document.',
    );
    await expect(read('a.docx', makeZip([['word/document.xml', 'x']], 3e9))).rejects.toThrow(
      'a.docx unpacks to more than 200 MB.',
    );
  });
});

describe('PDFs', () => {
  const footer = (page: number) => ({ text: `Acme handbook, page ${page}` });
  const pages = [1, 2, 3, 4].map((page) => [
    {
      text: page === 3 ? 'Refunds abroad' : `Chapter ${'one two three four'.split(' ')[page - 1]}`,
      size: 18,
    },
    { text: `What page ${page} says goes on over the end of the line, hyphen-` },
    { text: 'ated as books are.' },
    footer(page),
  ]);

  it('are read page by page, larger type as headings, without what stands on every page', async () => {
    const {
      title,
      pages: count,
      sections,
    } = await read('handbook.pdf', makePdf(pages, 'Handbook'));
    expect([title, count]).toEqual(['Handbook', 4]);
    expect(sections).toHaveLength(4);
    expect(sections[2]).toEqual({
      headings: ['Refunds abroad'],
      page: 3,
      text: expect.stringMatching(/^What page 3 says .* hyphenated as books are\.$/s),
    });
    expect(JSON.stringify(sections)).not.toContain('Acme handbook');
  });

  it('say so where they hold pictures alone, are locked or damaged', async () => {
    await expect(read('scan.pdf', makePdf([[], []]))).rejects.toThrow(
      'scan.pdf has no text: its 2 pages are pictures. Run text recognition (OCR) over it first.',
    );
    await expect(read('bad.pdf', '%PDF-1.4 and nothing more')).rejects.toThrow(
      'bad.pdf can’t be read as a PDF: it is damaged, or none.',
    );
  });
});

describe('what a document is', () => {
  it('is told by its bytes before its name', async () => {
    const pdf = makePdf([[{ text: 'Hello there' }]]);
    expect((await read('handbook.txt', pdf)).media).toBe('pdf');
    expect((await read('notes', 'plain', 'text/plain')).media).toBe('text');
    expect((await read('page.md', '# A\nb', 'text/plain; charset=utf-8')).media).toBe('markdown');
  });

  it.each([
    [
      'logo.png',
      '\x89PNG\0\0',
      'logo.png can’t be read: Deskhand reads PDF, Word (.docx), HTML, Markdown',
    ],
    ['a.txt', 'a\0b', 'a.txt can’t be read'],
    ['a.pdf', 'no pdf', 'a.pdf is no PDF inside: it is damaged, or was renamed.'],
    ['a.docx', 'no docx', 'a.docx is no Word document inside'],
    ['a.xlsx', 'PK\x03\x04', 'a.xlsx is an archive or another office document.'],
    ['a.md', '', 'a.md is empty.'],
    ['a.md', ' \n\n ', 'a.md has no text.'],
  ])('is refused in words: %s', async (name, text, words) => {
    await expect(read(name, Buffer.from(text, 'latin1'))).rejects.toThrow(words);
  });

  it('is read in the encodings people have', async () => {
    const textOf = async (bytes: Uint8Array) => (await read('a.txt', bytes)).sections[0]?.text;
    expect(await textOf(Buffer.from('für Zoë', 'utf8'))).toBe('für Zoë');
    expect(await textOf(Buffer.from('für Zoë', 'latin1'))).toBe('für Zoë');
    expect(await textOf(Buffer.from('\ufefffür Zoë', 'utf16le'))).toBe('für Zoë');
  });
});
