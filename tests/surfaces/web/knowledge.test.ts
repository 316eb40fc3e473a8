import { describe, expect, it } from 'vitest';
import { ORIGIN, openConsole, pageOf } from './open-console.ts';

function openWithFiles() {
  const opened = openConsole();
  const send = (files: readonly File[], isPrivate = false) => {
    const body = new FormData();
    for (const file of files) body.append('file', file);
    if (isPrivate) body.append('private', 'yes');
    const bytes = files.reduce((sum, { size }) => sum + size, 1000);
    return opened.surface.app.request(`${ORIGIN}/knowledge/files`, {
      ...{ method: 'POST', body, headers: { Origin: ORIGIN, 'Content-Length': `${bytes}` } },
    });
  };
  const followed = async (response: Response) =>
    pageOf(opened.get(response.headers.get('Location') ?? ''));
  return { ...opened, send, followed };
}

describe('the Knowledge page', () => {
  it('says what replies are made from, and how to begin', async () => {
    const page = await pageOf(openConsole().get('/knowledge'));
    expect(page).toContain('12 past tickets, the newest today.');
    expect(page).toContain('There are none yet. Add your help pages');
    expect(page).toContain('aria-current="page">Knowledge');
  });

  it('takes files, lists them, and says so once', async () => {
    const { send, followed, get } = openWithFiles();
    const files = [new File(['# Returns'], 'Returns.md'), new File(['# Prices'], 'Prices.md')];
    const page = await followed(await send(files, true));
    expect(page).toContain('“Returns” is added: 1 passage, for the team alone. “Prices” is added');
    expect(page).toContain('<strong>Returns</strong> <span class="note">private</span>');
    expect(await pageOf(get('/knowledge'))).not.toContain('is added');
  });

  it('reads the others when one can’t be read', async () => {
    const { send, followed } = openWithFiles();
    const page = await followed(await send([new File([], 'Empty.md'), new File(['x'], 'Full.md')]));
    expect(page).toContain('Empty.md is empty. “Full” is added');
  });

  it('refuses more than can be held at once, and a form without a file', async () => {
    const { surface, send } = openWithFiles();
    const tooMuch = await surface.app.request(`${ORIGIN}/knowledge/files`, {
      ...{ method: 'POST', body: new FormData() },
      headers: { Origin: ORIGIN, 'Content-Length': `${200 * 1_048_576}` },
    });
    expect(tooMuch.status).toBe(400);
    expect(await pageOf(tooMuch)).toContain('Send up to 100 MB at once.');
    expect(await pageOf(send([]))).toContain('No file was chosen.');
    expect(await pageOf(send([new File([], '')]))).toContain('No file was chosen.');
  });

  it('refuses what nothing of can be read, and says why', async () => {
    const { send } = openWithFiles();
    const refused = await send([new File([], 'Empty.md')]);
    expect(refused.status).toBe(400);
    expect(await pageOf(refused)).toContain('role="alert">Empty.md is empty.</p>');
  });

  it('adds a page, tells what is wrong with an address, and removes', async () => {
    const { post, followed } = openWithFiles();
    const address = 'https://help.example.com/returns';
    expect(await followed(await post('/knowledge/pages', { address }))).toContain('is added');
    const refused = await post('/knowledge/pages', { address: 'nonsense' });
    expect(refused.status).toBe(400);
    const page = await pageOf(refused);
    expect(page).toContain('“nonsense” is no web address.');
    expect(page).toContain('name="address" value="nonsense"');
    const removed = await followed(await post('/knowledge/remove', { document: address }));
    expect(removed).toContain('is removed, with all its passages.');
    expect(removed).toContain('There are none yet.');
  });

  it('tries a question, also for customers’ eyes only', async () => {
    const { send, get } = openWithFiles();
    await send([new File(['x'], 'Discounts.md')], true);
    await send([new File(['x'], 'Discounts abroad.md')]);
    const all = await pageOf(get('/knowledge?find=discounts'));
    expect(all.match(/All about Discounts/g)).toHaveLength(2);
    const theirs = await pageOf(get('/knowledge?find=discounts&for=customers'));
    expect(theirs.match(/All about Discounts/g)).toHaveLength(1);
    expect(await pageOf(get('/knowledge?find=nothing'))).toContain('Nothing fits this question.');
  });

  it('shows what stands in a document as text', async () => {
    const { send, get } = openWithFiles();
    await send([new File(['x'], '<img src=x onerror=alert(1)>.md')]);
    expect(await pageOf(get('/knowledge?find=src'))).not.toContain('<img src=x');
  });
});
