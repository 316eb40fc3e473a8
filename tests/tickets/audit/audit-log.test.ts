import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/store/open-database.ts';
import { appendAudit, readAudit, verifyAudit } from '../../../src/tickets/audit/audit-log.ts';
import { canonicalJson } from '../../../src/tickets/audit/seal-entry.ts';

const AT = '2026-11-20T09:00:00.123Z';

async function openLog(entries: number) {
  const db = await openDatabase({ path: ':memory:' });
  await db.write(async (writer) => {
    for (let number = 1; number <= entries; number++) {
      await appendAudit(writer, {
        at: AT,
        actor: 'Nova',
        action: 'escalation opened',
        ticketId: `t:${number % 2}`,
        details: { round: number, level: 0, reached: ['Nova', 'Girly'] },
      });
    }
  });
  return db;
}

describe('the audit log', () => {
  it('shows what was done about a ticket, oldest first, each entry with the hash of the one before', async () => {
    await using db = await openLog(4);
    const entries = await readAudit(db, 't:1');
    expect(entries.map(({ number }) => number)).toEqual([1, 3]);
    expect(entries[0]).toMatchObject({
      at: AT,
      actor: 'Nova',
      action: 'escalation opened',
      details: { round: 1, level: 0, reached: ['Nova', 'Girly'] },
      previous: '0'.repeat(64),
    });
    const [second] = await readAudit(db, 't:0');
    expect(second?.previous).toBe(entries[0]?.hash);
  });

  it('is whole as it was written, and when it is empty', async () => {
    await using empty = await openLog(0);
    expect(await verifyAudit(empty)).toEqual({ kind: 'whole', entries: 0, head: '0'.repeat(64) });
    await using db = await openLog(5);
    expect(await verifyAudit(db)).toMatchObject({ kind: 'whole', entries: 5 });
  });

  it.each([
    [`UPDATE audit_log SET actor = 'Girly' WHERE number = 3`, 3, 'it was changed'],
    [`UPDATE audit_log SET details = '{}' WHERE number = 3`, 3, 'it was changed'],
    [`UPDATE audit_log SET details = 'oops' WHERE number = 3`, 3, 'it was changed'],
    [
      `UPDATE audit_log SET happened_at = happened_at + INTERVAL 1 MILLISECOND WHERE number = 3`,
      3,
      'was changed',
    ],
    ['UPDATE audit_log SET ticket_id = NULL WHERE number = 3', 3, 'it was changed'],
    ['DELETE FROM audit_log WHERE number = 3', 3, 'entry 3 is missing'],
    ['DELETE FROM audit_log WHERE number = 1', 1, 'entry 1 is missing'],
    ['DELETE FROM audit_log WHERE number > 3', 4, '5 were written'],
    ['DELETE FROM audit_log', 1, '5 were written'],
    [`DELETE FROM meta WHERE key = 'audit_head'`, 1, 'not the entry that was written last'],
    ['INSERT INTO audit_log SELECT * FROM audit_log WHERE number = 2', 2, 'there twice'],
    [
      'UPDATE audit_log SET number = CASE number WHEN 2 THEN 3 ELSE 2 END WHERE number IN (2, 3)',
      2,
      'it was changed',
    ],
  ])('says where it breaks: %s', async (tampering, number, problem) => {
    await using db = await openLog(5);
    await db.write((writer) => writer.run(tampering));
    const verdict = await verifyAudit(db);
    expect(verdict).toMatchObject({ kind: 'broken', number });
    expect(verdict.kind === 'broken' && verdict.problem).toContain(problem);
  });

  it('finds an entry that was made anew with a hash that fits, by the one after it', async () => {
    await using db = await openLog(3);
    await using forged = await openDatabase({ path: ':memory:' });
    await forged.write(async (writer) => {
      const entry = { at: AT, action: 'escalation opened', ticketId: 't:1' };
      await appendAudit(writer, { ...entry, actor: 'Girly' });
    });
    const [first] = await readAudit(forged, 't:1');
    await db.write((writer) =>
      writer.run(
        `UPDATE audit_log SET actor = 'Girly', details = '{}', hash = $hash WHERE number = 1`,
        {
          hash: first?.hash ?? '',
        },
      ),
    );
    expect(await verifyAudit(db)).toMatchObject({
      kind: 'broken',
      number: 2,
      problem: 'it does not follow from the entry before it',
    });
  });

  it('rolls back with what it tells about', async () => {
    await using db = await openLog(2);
    const failing = db.write(async (writer) => {
      await appendAudit(writer, { at: AT, actor: 'Nova', action: 'x y', ticketId: null });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await verifyAudit(db)).toMatchObject({ kind: 'whole', entries: 2 });
  });

  it('holds no address, whatever it stands in', async () => {
    await using db = await openLog(0);
    await db.write((writer) =>
      appendAudit(writer, {
        at: AT,
        actor: 'ann@example.com',
        action: 'escalation opened',
        ticketId: 'csv:bob@example.com',
        details: { said: ['"quoted@x.com"', 'ünï@bücher.example, soon'], 'k@y': 1 },
      }),
    );
    const { rows } = await db.read('SELECT actor, ticket_id, details FROM audit_log');
    expect(rows[0]?.join(' ')).not.toContain('@');
    expect(await readAudit(db, 'csv:bob@example.com')).toHaveLength(1);
    expect(await verifyAudit(db)).toMatchObject({ kind: 'whole', entries: 1 });
  });
});

it('writes JSON in one way only', () => {
  expect(canonicalJson({ b: [1, { z: null, a: 'ü"' }], a: true })).toBe(
    '{"a":true,"b":[1,{"a":"ü\\"","z":null}]}',
  );
});
