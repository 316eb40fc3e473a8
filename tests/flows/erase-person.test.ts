import { cpSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { fixedClock } from '../../src/core/clock.ts';
import { type Config, resolveConfig } from '../../src/core/config.ts';
import { readEnv } from '../../src/core/env.ts';
import { erasePerson, rehearseErasing } from '../../src/erase-person.ts';
import { createLanguageModel } from '../../src/llm/create-language-model.ts';
import { keepOutErased } from '../../src/sources/sync/keep-out-erased.ts';
import type { PageRows } from '../../src/sources/sync/page.ts';
import type { TicketSource } from '../../src/sources/sync/ticket-source.ts';
import { eraseCustomer } from '../../src/store/erase-customer.ts';
import { openStateStore } from '../../src/store/state.ts';
import { toySource } from '../sources/sync/toy-source.ts';
import { useTempFolders } from '../store/temp-folder.ts';

const NOW = '2026-11-20T14:00:00Z';
const EMAIL = 'dana.ortiz@example.com';
/** What nobody else wrote. Each is met in the files before, and in none after. */
const HERS = [
  EMAIL,
  'the turquoise kettle whistles',
  'kettle arrived in forty pieces',
  'please mail the gasket',
  'quibbling over limescale',
  'grommet nineteen',
];

const TICKETS = `Ticket ID,Subject,Description,Status,Requester,Requester email,Created at,Region
7001,the turquoise kettle whistles,my kettle arrived in forty pieces,Open,Dana Ortiz,Dana.Ortiz@example.com,2026-11-16 10:00,EMEA
7002,Cannot log in,since monday,Solved,Bob Fine,bob@example.com,2026-11-17 11:00,APAC
`;
const MESSAGES = `Message ID,Ticket ID,Author type,Author,Sent at,Body
1,7001,customer,Dana Ortiz,2026-11-16 10:01,please mail the gasket to me
2,7002,agent,Nova,2026-11-17 12:00,I have put Dana.Ortiz@example.com in copy
`;

const folders = useTempFolders();

describe('erasing a person', () => {
  it('leaves no byte of them in any file, and tells what it took', async () => {
    const folder = folders();
    const config = configIn(folder);
    {
      await using app = await open(config);
      await importText(app, 'tickets.csv', TICKETS);
      await importText(app, 'messages.csv', MESSAGES);
      await bringSynced(app);
      await app.desk.ask({ question: 'list tickets this month', threadId: 'list' });
      await app.desk.ask({ question: 'find tickets about kettle', threadId: 'find' });
      await app.desk.ask({ question: 'how many tickets this month?', threadId: 'count' });
      await app.desk.ask({ question: 'find tickets about gasket', threadId: 'count' });
      const { verified } = app.workspace;
      await verified.verify('find tickets about "turquoise kettle whistles" last month', 'local');
      await verified.verify('how many tickets last month?', 'local');
      await showModel(app, 'please mail the gasket');
      mkdirSync(config.uploadsFolder, { recursive: true });
      writeFileSync(join(config.uploadsFolder, 'waiting.csv'), TICKETS);
      const path = join(folder, 'preview.csv');
      writeFileSync(path, TICKETS);
      await app.imports.preview({ path, fileName: 'preview.csv' });
      writeFileSync(path, '');
      const before = hits(folder);
      expect(HERS.filter((words) => before.get(words) === 0)).toEqual([]);

      const rehearsed = await rehearseErasing(EMAIL, app);
      expect(rehearsed.removed).toMatchObject({ tickets: 2, chats: 1 });
      const report = await erase(app, config);
      expect(report).toMatchObject({
        removed: {
          tickets: 2,
          chats: 1,
          messages: 2,
          customers: 1,
          ratings: 1,
          rejects: 1,
          outbox: 1,
          ticket_history: 1,
        },
        blanked: { messages: 1 },
        turns: 3,
        files: 1,
      });
      expect([...hits(folder)].filter(([, files]) => files > 0)).toEqual([]);
      expect(await verified.all()).toMatchObject([{ question: 'how many tickets last month?' }]);
      expect((await app.desk.threads()).map(({ id, turns }) => [id, turns])).toEqual([
        ['count', 1],
      ]);
      expect(await app.db.read('SELECT text FROM messages')).toMatchObject({
        rows: [['I have put [erased] in copy']],
      });
      expect(filesHeld()).not.toContain(`${config.databasePath} (deleted)`);
    }
    expect([...hits(folder)].filter(([, files]) => files > 0)).toEqual([]);
  });

  it('keeps them out of what a sync brings later, whichever comes first', async () => {
    const folder = folders();
    const config = configIn(folder);
    await using app = await open(config);
    await bringSynced(app);
    await erase(app, config);
    const early: PageRows = {
      messages: [message('m9', 'ticket', '61', 'quibbling over limescale again')],
    };
    const full: PageRows = {
      tickets: [
        { ...ticket('50'), customer_email: null },
        { ...ticket('60'), customer_ref: 'c-5', customer_email: null },
        { ...ticket('61'), customer_email: 'DANA.ortiz@example.com' },
        { ...ticket('62'), customer_email: 'bob@example.com', description: `ask ${EMAIL}, please` },
      ],
      messages: [message('m1', 'ticket', '50', 'quibbling over limescale')],
      rejects: [
        { entity: 'tickets', source_id: '70', reason: 'no date', raw: { from: `<${EMAIL}>` } },
        {
          entity: 'messages',
          source_id: '71',
          reason: 'no date',
          raw: { from: 'bob@example.com' },
        },
      ],
    };
    const [, second] = await app.db.write(async (writer) => {
      const first = await keepOutErased(writer, 'hubspot', early, NOW);
      await writer.run(
        `INSERT INTO messages (source, source_id, conversation_kind, conversation_ref, text, version) VALUES ('hubspot', 'm9', 'ticket', '61', 'quibbling over limescale again', 1)`,
      );
      return [first, await keepOutErased(writer, 'hubspot', full, NOW)] as const;
    });
    expect(second.keptOut).toBe(3);
    expect(second.page.tickets).toMatchObject([
      { source_id: '62', description: 'ask [erased], please' },
    ]);
    expect(second.page.messages).toEqual([]);
    expect(second.page.rejects).toMatchObject([{ source_id: '71' }]);
    expect((await app.db.read('SELECT * FROM messages')).rows).toEqual([]);
  });

  it('keeps them out of a full sync, which is read to its end', async () => {
    const folder = folders();
    const config = configIn(folder);
    const upstream = toySource(() => [
      {
        tickets: [
          { ...ticket('50'), customer_ref: 'c-5', customer_email: EMAIL, created_at: NOW },
          {
            ...ticket('62'),
            subject: 'a lamp',
            customer_email: 'bob@example.com',
            created_at: NOW,
          },
        ],
        messages: [
          message('m1', 'ticket', '50', 'quibbling over limescale'),
          message('m2', 'ticket', '62', `the lamp is dark, says <${EMAIL}>`),
        ],
        complete: { readUntil: NOW, sweep: { entities: ['tickets', 'chats'], before: NOW } },
      },
    ]);
    await using app = await open(config, [upstream]);
    const sync = () =>
      app.syncing.sync({ kind: 'full' }, () => undefined, new AbortController().signal);
    expect(await sync()).toMatchObject([{ outcome: 'done', inserted: 4 }]);
    await erase(app, config);
    expect(await sync()).toMatchObject([{ outcome: 'done', inserted: 0 }]);
    expect((await app.db.read('SELECT source_id FROM tickets')).rows).toEqual([['62']]);
    expect((await app.db.read('SELECT text FROM messages')).rows).toEqual([
      ['the lamp is dark, says <[erased]>'],
    ]);
    expect([...hits(folder)].filter(([, files]) => files > 0)).toEqual([]);
  });

  it('refuses an agent’s address, and what is none', async () => {
    const config = configIn(folders());
    await using app = await open(config);
    await app.db.write((writer) =>
      writer.run(`INSERT INTO agents (name, emails) VALUES ('Nova', ['Nova@example.com'])`),
    );
    await expect(rehearseErasing('nova@example.com', app)).rejects.toThrow(/belongs to Nova/);
    await expect(rehearseErasing('dana', app)).rejects.toThrow(/no e-mail address/);
  });

  it('rewrites the file at the next start when it could not be done at once', async () => {
    const folder = folders();
    const config = configIn(folder);
    {
      await using app = await open(config);
      await bringSynced(app);
    }
    {
      await using app = await open(config);
      await app.db.write((writer) => eraseCustomer(writer, { email: EMAIL, now: NOW }));
    }
    expect(hits(folder).get(EMAIL)).toBeGreaterThan(0);
    {
      await using _app = await open(config);
    }
    expect([...hits(folder)].filter(([, files]) => files > 0)).toEqual([]);
  });
});

function configIn(folder: string): Config {
  cpSync(join(import.meta.dirname, '..', '..', 'config'), join(folder, 'config'), {
    recursive: true,
  });
  const env = readEnv({
    DESKHAND_CONFIG: join(folder, 'config'),
    DESKHAND_ZONE: 'America/Halifax',
    LOG_LEVEL: 'silent',
  });
  return resolveConfig(env, folder).config;
}

/** With the state at hand, which the app keeps to itself. */
async function open(config: Config, sources: readonly TicketSource[] = []): Promise<App> {
  const state = await openStateStore(config.stateUrl);
  states.set(config, state);
  return createApp(config, { clock: fixedClock(NOW), state, sources });
}
const states = new WeakMap<Config, Awaited<ReturnType<typeof openStateStore>>>();

async function erase(app: App, config: Config) {
  const state = states.get(config);
  if (!state) throw new Error('opened before');
  return erasePerson(EMAIL, { db: app.db, state, config, clock: app.clock });
}

async function importText(app: App, fileName: string, text: string): Promise<void> {
  const path = join(app.config.uploadsFolder, '..', fileName);
  writeFileSync(path, text);
  const file = { path, fileName };
  await app.imports.apply(file, await app.imports.preview(file));
  writeFileSync(path, '');
}

/** As a sync leaves them: a ticket with everything that hangs on it, a chat of the same person without an address. */
async function bringSynced(app: App): Promise<void> {
  await app.db.write((writer) =>
    writer.run(`
      INSERT INTO tickets (id, source, source_id, subject, customer_ref, customer_email, created_at, version)
        VALUES ('hubspot:50', 'hubspot', '50', 'a grommet nineteen', 'c-5', '${EMAIL}', TIMESTAMP '2026-11-18 10:00', 1);
      INSERT INTO chats (id, source, source_id, customer_ref, started_at, version)
        VALUES ('hubspot:50', 'hubspot', '50', 'c-5', TIMESTAMP '2026-11-18 10:00', 1);
      INSERT INTO messages (id, source, source_id, conversation_kind, conversation_id, conversation_ref, text, version)
        VALUES ('hubspot:m1', 'hubspot', 'm1', 'ticket', 'hubspot:50', '50', 'quibbling over limescale', 1);
      INSERT INTO ratings (source, source_id, conversation_ref, comment) VALUES ('hubspot', 'r', '50', 'grommet nineteen!');
      INSERT INTO ticket_history (ticket_id, field, to_value) VALUES ('hubspot:50', 'subject', 'grommet nineteen');
      INSERT INTO rejects (source, entity, source_id, raw) VALUES ('hubspot', 'messages', 'm2', '{"ticket":"50","from":"${EMAIL}"}');
      INSERT INTO outbox (id, source, ticket_ref, change, state) VALUES ('o', 'hubspot', '50', '{"text":"grommet nineteen"}', 'done');`),
  );
}

function ticket(id: string) {
  return { source_id: id, version: 9, subject: 'grommet nineteen' };
}

function message(id: string, kind: 'ticket' | 'chat', ref: string, text: string) {
  return {
    source_id: id,
    version: 9,
    conversation_kind: kind,
    conversation_ref: ref,
    author_kind: 'customer' as const,
    sent_at: NOW,
    text,
  };
}

/** Has a model draft a reply out of the text, which is logged as it was sent, and kept as it was answered. */
async function showModel({ state, clock }: App, text: string): Promise<void> {
  const usage = { inputTokens: 1, outputTokens: 1 };
  const { model } = createLanguageModel({
    ...{ state, clock, deadlineMs: 1000, prices: null },
    limits: { callsADay: null, callsADayEach: null, usdADay: null, usdADayEach: null },
    vendor: {
      ...{ vendor: 'gemini', name: 'm', embedder: 'e' },
      ask: async (asked) => ({ kind: 'answer', text: `You said: ${asked.text}`, usage }),
      stream: async () => ({ kind: 'cut', usage }),
      embed: async () => ({ vectors: [], usage }),
    },
  });
  const request = { prompt: 'draft-reply@1', instructions: 'Be brief.', schema: null };
  await model.ask({ ...request, purpose: 'draft-reply', text, maxOutputTokens: 10 });
  await model.embed([text], 'passage');
}

/** In how many files of the folder each of her words stand. */
function hits(folder: string): ReadonlyMap<string, number> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      readFileSync(join(parentPath, name)).toString('latin1').toLowerCase(),
    );
  return new Map(
    HERS.map((words) => [words, files.filter((text) => text.includes(words)).length] as const),
  );
}

/** Files this process has open, where the system tells. */
function filesHeld(): readonly string[] {
  try {
    return readdirSync('/proc/self/fd').map((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`);
      } catch {
        return ''; // closed meanwhile: the one the folder was read by
      }
    });
  } catch {
    return [];
  }
}
