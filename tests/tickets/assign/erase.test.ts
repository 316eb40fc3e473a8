import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eraseCustomer } from '../../../src/store/erase-customer.ts';
import { purgeOldConversations } from '../../../src/store/retention.ts';
import { verifyAudit } from '../../../src/tickets/audit/audit-log.ts';
import { useTempFolders } from '../../store/temp-folder.ts';
import { addTickets } from '../escalate/open-escalations.ts';
import { openWorld } from './open-assignments.ts';

const folder = useTempFolders();
const NOW = '2026-11-20T10:00:00.000Z';
const TABLES = ['assignment_slots', 'assignments', 'assignment_decisions', 'assignment_events'];

const bytesIn = (path: string): string =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');

describe('erasing a person', () => {
  it('leaves no byte of theirs in what is kept of assignments, and a log that holds', async () => {
    const path = folder();
    await using world = await openWorld(undefined, join(path, 'store.duckdb'));
    const desk = world.open();
    await addTickets(world.db, ['hers'], {
      ...{ customer: 'ann@x.com', customer_email: 'ann@x.com', subject: 'turquoise kettle' },
    });
    await desk.assign('hers', { by: 'Kim', eventId: 'press 1' });
    await desk.decline('hers', { by: 'Girly', reason: 'grommet nineteen is ann@x.com again' });
    await desk.assign('1', { by: 'Kim', to: 'Girly' });
    await desk.decline('1', { by: 'Girly', reason: 'I answer ann@x.com first' });
    await desk.away('Girly', { by: 'ann@x.com', until: null, note: 'at ann@x.com’s' });
    const { removed, blanked } = await world.db.write((writer) =>
      eraseCustomer(writer, { email: 'ann@x.com', now: NOW }),
    );
    expect(removed).toMatchObject({
      ...{ assignment_slots: 1, assignments: 2, assignment_decisions: 2, assignment_events: 1 },
      outbox: 2,
    });
    expect(blanked).toMatchObject({ assignments: 1, absences: 2 });
    await world.db.rewrite();
    const bytes = bytesIn(path);
    for (const words of ['ann@x.com', 'grommet nineteen', 'turquoise kettle'])
      expect(bytes).not.toContain(words);
    expect((await desk.why('1')).history[1]?.note).toBe('I answer [erased] first');
    expect(await verifyAudit(world.db)).toMatchObject({ kind: 'whole' });
    expect(await desk.look()).toEqual({ moves: 0 });
  });
});

describe('retention', () => {
  it('takes what is kept of assignments with their tickets', async () => {
    await using world = await openWorld();
    const desk = world.open();
    await desk.assign('1', { by: 'Kim', eventId: 'press 1' });
    await desk.assign('2', { by: 'Kim' });
    await world.change(`UPDATE tickets SET status = 'closed', version = 1 WHERE id = 't:1'`);
    await desk.look();
    await world.db.write((writer) =>
      purgeOldConversations(writer, { before: NOW, sources: ['t'] }),
    );
    for (const table of TABLES)
      expect(await world.column(`SELECT count(*) FROM ${table} WHERE ticket_id = 't:1'`)).toEqual([
        0,
      ]);
    expect((await desk.why('2')).holding).not.toBeNull();
    expect(await desk.look()).toEqual({ moves: 0 });
  });
});
