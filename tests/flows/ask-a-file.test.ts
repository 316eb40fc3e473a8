import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import type { Turn } from '../../src/bot/desk.ts';
import type { ImportSummary } from '../../src/sources/files/file-import.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { useTempFolders } from '../store/temp-folder.ts';
import { openApp } from './open-app.ts';

const folder = useTempFolders();

/** Nova: 2 tickets, 1 h and 3 h to the first response; Girly: 1 ticket, 2 h; one ticket of the week before. */
const TICKETS = `ticket_id,subject,status,agent,created_at,first_response_at,resolved_at,rating
1,Printer on fire,solved,Nova,2026-11-10T13:00:00Z,2026-11-10T14:00:00Z,2026-11-10T18:00:00Z,5
2,Cannot log in,solved,Girly,2026-11-11T13:00:00Z,2026-11-11T15:00:00Z,2026-11-12T13:00:00Z,4
3,Refund please,open,Nova,2026-11-12T13:00:00Z,2026-11-12T16:00:00Z,,
4,Old one,solved,Nova,2026-11-03T13:00:00Z,2026-11-03T13:30:00Z,2026-11-03T14:00:00Z,1
`;
const CHATS = `chat_id,started_at,ended_at,agent,missed
c1,2026-11-10T13:00:00Z,2026-11-10T13:20:00Z,Nova,false
c2,2026-11-11T13:00:00Z,2026-11-11T13:10:00Z,Girly,false
c3,2026-11-12T13:00:00Z,2026-11-12T13:10:00Z,Girly,false
`;

async function load(app: App, path: string): Promise<ImportSummary> {
  const file = { path, fileName: path.slice(path.lastIndexOf('/') + 1) };
  return app.imports.apply(file, await app.imports.preview(file));
}

function write(at: string, name: string, text: string): string {
  const path = join(at, name);
  writeFileSync(path, text);
  return path;
}

function rowsOf({ reply }: Turn): readonly (readonly unknown[])[] {
  return reply.kind === 'answer' ? (reply.table?.rows ?? []) : [];
}

describe('a file, from import to answers', () => {
  it('answers, follows up, and goes on after a restart', async () => {
    const home = folder();
    {
      await using app = await openApp(home);
      expect(await load(app, write(home, 'tickets.csv', TICKETS))).toMatchObject({ inserted: 4 });
      expect(await load(app, write(home, 'chats.csv', CHATS))).toMatchObject({ inserted: 3 });
      const first = await app.desk.ask({ question: 'tickets by agent last week', threadId: 't' });
      expect(rowsOf(first).map((row) => row.slice(0, 2))).toEqual([
        ['Nova', 2],
        ['Girly', 1],
      ]);
      const second = await app.desk.ask({ question: 'and for chats?', threadId: 't' });
      expect(rowsOf(second).map((row) => row.slice(0, 2))).toEqual([
        ['Girly', 2],
        ['Nova', 1],
      ]);
    }
    await using app = await openApp(home);
    const [thread] = await app.desk.threads();
    expect(thread).toMatchObject({ id: 't', title: 'tickets by agent last week', turns: 2 });
    const third = await app.desk.ask({ question: 'only Nova', threadId: 't' });
    expect(third.reply).toMatchObject({ kind: 'answer', figures: [{ value: 1, unit: 'count' }] });
  });

  it('says the figure, how it was made, and what was left out', async () => {
    const home = folder();
    await using app = await openApp(home);
    await load(app, write(home, 'tickets.csv', TICKETS));
    const { reply } = await app.desk.ask({
      question: 'average response time last week',
      threadId: null,
    });
    if (reply.kind !== 'answer') throw new Error(reply.headline);
    expect(reply.figures[0]).toMatchObject({ value: 7200, unit: 'seconds', n: 3 });
    expect(reply.headline).toContain('2 h');
    expect(reply.provenance.period).toMatchObject({
      start: '2026-11-09T04:00:00.000Z',
      end: '2026-11-16T04:00:00.000Z',
      zone: 'America/Halifax',
    });
    expect(reply.provenance.statements[0]?.sql).toContain('first_response_at');
  });

  it('takes the demo data out when real data moves in', async () => {
    const home = folder();
    await using app = await openApp(home);
    const { loadDemo } = await import('../../src/sources/demo/load-demo.ts');
    const endsAt = '2026-11-20T14:00:00Z';
    const zone = app.settings.zone;
    await loadDemo(app.db, { seed: 1, tickets: 50, chats: 40, endsAt, zone });
    expect(await load(app, write(home, 'tickets.csv', TICKETS))).toMatchObject({
      demoRemoved: true,
    });
    const { tables } = await app.status();
    const count = (name: string) => tables.find(({ table }) => table === name)?.rows;
    expect([count('tickets'), count('chats')]).toEqual([4, 0]);
  });

  it('writes a backup that opens and holds the same', async () => {
    const home = folder();
    const copy = join(home, 'copy.duckdb');
    {
      await using app = await openApp(home);
      await load(app, write(home, 'tickets.csv', TICKETS));
      await app.db.backup(copy);
    }
    await using db = await openDatabase({ path: copy });
    const { rows } = await db.read('SELECT count(*), count(resolved_at) FROM tickets');
    expect(rows).toEqual([[4, 3]]);
  });

  it('gives the same bytes for the same question, data and clock', async () => {
    const home = folder();
    const answers: string[] = [];
    for (let run = 0; run < 2; run++) {
      await using app = await openApp(home);
      if (run === 0) await load(app, write(home, 'tickets.csv', TICKETS));
      const { reply, plan } = await app.desk.ask({ question: 'tickets by agent', threadId: null });
      answers.push(JSON.stringify({ reply, plan }));
    }
    expect(answers[1]).toBe(answers[0]);
  });
});
