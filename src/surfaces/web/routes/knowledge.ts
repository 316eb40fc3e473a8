import type { Context, Hono } from 'hono';
import { AppError, AskerError } from '../../../core/errors.ts';
import { OPERATOR } from '../operator.ts';
import { renderKnowledge } from '../pages/knowledge.ts';
import type { Site } from '../parts.ts';
import { fieldOf, sendPage } from '../respond.ts';
import { createTold } from '../told.ts';

/** Of all files sent at once; they are held in memory while they are read. */
const MOST_BYTES = 100 * 1_048_576;

/** What replies are made from: seen, tried, added to and taken from. */
export function addKnowledgeRoutes(app: Hono, site: Site): void {
  const { knowledge } = site;
  const told = createTold();

  const send = async (c: Context, refused: { problem: string; address: string } | null) => {
    const query = (c.req.query('find') ?? '').trim();
    const isForCustomers = c.req.query('for') === 'customers';
    const holdings = await knowledge.holdings(OPERATOR);
    const found = query === '' ? null : await knowledge.search(query, OPERATOR, isForCustomers);
    const notes = {
      ...{ problem: refused?.problem ?? null, address: refused?.address ?? '' },
      ...{ told: told.take(c.req.query('told')), query, isForCustomers, found },
    };
    return sendPage(
      c,
      site,
      () => ({
        title: 'Knowledge · Deskhand',
        current: 'knowledge',
        main: renderKnowledge(holdings, notes),
      }),
      refused === null ? 200 : 400,
    );
  };

  /** What a person can put right is said on the page; what was done is said on the one that comes next. */
  const attempt = async (c: Context, work: () => Promise<string>, address = '') => {
    try {
      return c.redirect(`/knowledge?told=${told.keep(await work())}`, 303);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return send(c, { problem: error.message, address });
    }
  };

  app.get('/knowledge', (c) => send(c, null));

  app.post('/knowledge/files', (c) =>
    attempt(c, async () => {
      if (Number(c.req.header('Content-Length') ?? Number.POSITIVE_INFINITY) > MOST_BYTES)
        throw new AskerError(`Send up to ${MOST_BYTES / 1_048_576} MB at once.`);
      const form = await c.req.formData();
      const files = form
        .getAll('file')
        .flatMap((one) => (one instanceof File && one.name !== '' ? [one] : []));
      if (files.length === 0) throw new AskerError('No file was chosen. Choose one and try again.');
      const isPrivate = form.has('private') || undefined;
      const said: { readonly words: string; readonly isAdded: boolean }[] = [];
      for (const file of files)
        said.push(await addOne({ name: file.name, bytes: await file.bytes() }, isPrivate));
      const words = said.map((one) => one.words).join(' ');
      if (said.some(({ isAdded }) => isAdded)) return words;
      throw new AskerError(words);
    }),
  );

  /** One that can’t be read doesn’t keep the others out. */
  const addOne = async (file: Parameters<typeof knowledge.add>[0], isPrivate?: boolean) => {
    try {
      return { words: await knowledge.add(file, isPrivate, OPERATOR), isAdded: true };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { words: error.message, isAdded: false };
    }
  };

  app.post('/knowledge/pages', async (c) => {
    const form = await c.req.parseBody();
    const address = fieldOf(form, 'address').trim();
    const isPrivate = fieldOf(form, 'private') !== '' || undefined;
    const { signal } = c.req.raw;
    const work = () => knowledge.addPage(address, isPrivate, OPERATOR, signal);
    return attempt(c, work, address);
  });

  app.post('/knowledge/remove', (c) =>
    attempt(c, async () => {
      const form = await c.req.formData();
      return knowledge.remove(String(form.get('document') ?? ''), OPERATOR);
    }),
  );
}
