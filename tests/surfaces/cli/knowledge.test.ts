import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePdf } from '../../assist/knowledge/documents/make-pdf.ts';
import { createDesktop, type Desktop } from './run-deskhand.ts';

let desk: Desktop;

const TICKETS = `Ticket ID,Subject,Description,Status,Requester email,Created at,Solved at
1,Leaking kettle,My kettle is leaking at the lid,Solved,a@x.com,2026-11-16 10:00,2026-11-17 10:00
`;
const MESSAGES = `Message ID,Ticket ID,Author type,Author,Sent at,Body
1,1,agent,Nova,2026-11-16 11:00,Press the gasket into the lid until it clicks.
`;

beforeAll(async () => {
  desk = createDesktop();
  writeFileSync(desk.path('tickets.csv'), TICKETS);
  writeFileSync(desk.path('messages.csv'), MESSAGES);
  await desk.deskhand(['import', desk.path('tickets.csv'), '--yes']);
  await desk.deskhand(['import', desk.path('messages.csv'), '--yes']);
  mkdirSync(desk.path('handbook'));
  const pages = [[{ text: 'Warranty', size: 18 }, { text: 'Kettles have two years of it.' }]];
  writeFileSync(desk.path('handbook/warranty.pdf'), makePdf(pages));
  writeFileSync(desk.path('handbook/returns.md'), '# Returns\nThirty days, unused.');
  writeFileSync(desk.path('handbook/scan.pdf'), makePdf([[]]));
}, 30_000);
afterAll(() => desk[Symbol.dispose]());

const run = async (...args: string[]) => {
  const { exitCode, out, err } = await desk.deskhand(['knowledge', ...args]);
  return { exitCode, said: (out + err).replaceAll('\u202f', ' ') };
};

describe('deskhand knowledge', () => {
  it('adds a folder, lists it, finds in it, and takes away what went', {
    timeout: 120_000,
  }, async () => {
    const added = await run('add', 'handbook', '--by', 'Nova');
    expect(added.exitCode).not.toBe(0);
    expect(added.said).toContain('Added handbook/returns.md: 1 passage, public: for replies');
    expect(added.said).toContain('Added handbook/warranty.pdf: 1 page, 1 passage');
    expect(added.said).toContain('Not read: scan.pdf has no text: its 1 page is a picture.');
    expect((await run('refresh')).said).toBe('1 past ticket indexed, 0 removed.\n');
    expect((await run('list')).said).toMatch(
      /Returns\n +handbook\/returns\.md · 1 passage[\s\S]*1 past ticket/,
    );
    const { said } = await run('search', 'leaking lid of a kettle under warranty');
    expect(said).toMatch(/Warranty · .*page 1[\s\S]*Kettles have two years of it\./);
    expect(said).toContain('→ Press the gasket into the lid');

    for (const name of ['warranty.pdf', 'scan.pdf']) rmSync(desk.path(`handbook/${name}`));
    const again = await run('add', 'handbook', '--private');
    expect(again.said).toContain('Updated handbook/returns.md: 1 passage, private');
    expect(again.said).toContain('Removed handbook/warranty.pdf: it is no longer there');
    const forCustomers = await run('search', 'thirty days unused', '--public');
    expect(forCustomers.said).not.toContain('Thirty days');
    expect((await run('remove', 'returns')).said).toBe('Removed handbook/returns.md (Returns).\n');
  });

  it('says what is wrong', { timeout: 60_000 }, async () => {
    expect((await run('add', 'nowhere.md')).said).toContain(
      'There is no file or folder nowhere.md.',
    );
    expect((await run('add', 'http://127.0.0.1:1/')).said).toContain('is inside a private network');
    expect((await run('remove', 'nothing')).said).toContain('No document is called “nothing”.');
  });
});
