import { describe, expect, it } from 'vitest';
import { openImportTable } from './import-table.ts';

const HEAD = 'ticket_id,subject,created_at\n';
const OURS = `${HEAD}1,Late parcel,2026-03-12 10:00\n2,Broken lamp,2026-03-13 10:00\n3,Refund,2026-03-14 10:00\n`;
const THEIRS = `${HEAD}2,Password lost,2025-11-02 09:00\n3,Login loops,2025-11-03 09:00\n9,VPN,2025-11-04 09:00\n`;

describe('a file that would replace rows about something else', () => {
  it('is told by the ids both have, the earlier file, and a source name that keeps both', async () => {
    await using table = await openImportTable();
    await table.load('shop.csv', OURS);
    const preview = await table.preview('it-desk.csv', THEIRS);
    expect(preview).toMatchObject({
      source: 'file',
      replaces: { ids: 2, earlierFile: 'shop.csv', freeSource: 'it_desk' },
    });
    const apart = await table.preview('it-desk.csv', THEIRS, { source: 'it_desk' });
    expect(apart).toMatchObject({ source: 'it_desk', replaces: null });
    await table.load('it-desk.csv', THEIRS, { source: 'it_desk' });
    expect(await table.rows('SELECT count(*) FROM tickets')).toEqual([[6]]);
  });

  it('is read under the source of its own name the next time, and the other under its own', async () => {
    await using table = await openImportTable();
    await table.load('shop.csv', OURS);
    await table.load('it-desk.csv', THEIRS, { source: 'it_desk' });
    const sourceOf = async (name: string) => (await table.preview(name, OURS)).source;
    expect(await sourceOf('it-desk 2.csv')).toBe('it_desk');
    expect(await sourceOf('shop 2.csv')).toBe('file');
    expect(await sourceOf('somebody-elses.csv')).toBe('file');
  });

  it('is none where a newer export corrects a title, or was read in another zone', async () => {
    await using table = await openImportTable();
    await table.load('shop.csv', OURS);
    const corrected = OURS.replace('Late parcel', 'Parcel late');
    expect(await table.preview('shop.csv', corrected)).toMatchObject({ replaces: null });
    expect(await table.preview('shop.csv', OURS, { zone: 'Asia/Tokyo' })).toMatchObject({
      replaces: null,
    });
  });
});

it('says how many rows are dated in the future', async () => {
  await using table = await openImportTable();
  const preview = await table.preview('t.csv', `${OURS}4,Early,2026-12-24 10:00\n`);
  expect(preview.warnings).toEqual([
    '1 row is dated in the future by “created_at”; it doesn’t count until then.',
  ]);
  expect((await table.preview('t.csv', OURS)).warnings).toEqual([]);
});

it('sets a kept mapping aside when asked to', async () => {
  await using table = await openImportTable();
  await table.load('t.csv', OURS, { map: { subject: 'extra' } });
  expect(await table.preview('t.csv', OURS)).toMatchObject({ savedAs: 't' });
  const fresh = await table.preview('t.csv', OURS, { fresh: true });
  expect(fresh.savedAs).toBeNull();
  expect(fresh.columns[1]).toMatchObject({ target: 'subject', because: 'name' });
});
