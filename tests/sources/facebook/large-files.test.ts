import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { openPageTable, type PageTable } from './page-table.ts';

const MEGABYTE = 2 ** 20;
const BEGUN = Date.UTC(2026, 0, 1);

async function write(table: PageTable, pieces: Iterable<string>) {
  const file = { path: join(table.folder, 'large.json'), fileName: 'large.json' };
  await pipeline(Readable.from(pieces), createWriteStream(file.path));
  return { ...file, bytes: (await stat(file.path)).size };
}

function* groupedChats(chats: number, messagesEach: number): Generator<string> {
  yield '{"grouped_chats": {';
  for (let chat = 0; chat < chats; chat += 1) {
    const messages = Array.from({ length: messagesEach }, (_, n) => ({
      MESSAGE_CONTENT: `Message ${n} of ${chat}: ${'the meter shows nothing '.repeat(12)}`,
      DIRECTION: n % 2 === 0 ? 'to_company' : 'to_client',
      SOCIAL_CREATE_TIME: new Date(BEGUN + chat * 60_000 + n * 1000).toISOString(),
      AGENT_USERNAME: n % 2 === 0 ? null : `agent ${chat % 20}`,
    }));
    yield `${chat === 0 ? '' : ','}\n"${chat}": ${JSON.stringify(messages)}`;
  }
  yield '}}';
}

function* oneThread(messages: number): Generator<string> {
  yield '{"participants": [{"name": "Ida Holm"}, {"name": "Acme Shop"}], "messages": [';
  for (let n = 0; n < messages; n += 1) {
    const message = {
      sender_name: n % 2 === 0 ? 'Ida Holm' : 'Acme Shop',
      timestamp_ms: BEGUN + n * 1000,
      content: `Message ${n}: ${'hvor er min pakke '.repeat(16)}`,
    };
    yield `${n === 0 ? '' : ',\n'}${JSON.stringify(message)}`;
  }
  yield '], "thread_path": "inbox/idaholm_10160"}';
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void; // what the flag brings

/** How much more was held in memory at most while it worked, garbage apart, in bytes. */
async function growthOf(work: () => Promise<unknown>): Promise<number> {
  const used = () => {
    collectGarbage();
    return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  };
  const before = used();
  let most = before;
  const sampling = setInterval(() => {
    most = Math.max(most, used());
  }, 100);
  await work();
  clearInterval(sampling);
  return most - before;
}

it.each([
  ['many conversations', groupedChats(4000, 30), 4000, 120_000],
  ['one long thread', oneThread(120_000), 1, 120_000],
])(
  'reads nearly 50 MB of %s in little memory',
  async (_, pieces, chats, messages) => {
    await using table = await openPageTable();
    const file = await write(table, pieces);
    expect(file.bytes).toBeGreaterThan(42 * MEGABYTE);
    expect(file.bytes).toBeLessThan(50 * MEGABYTE);
    const growth = await growthOf(async () => {
      const preview = await table.imports.preview(file, { page: 'Acme Shop' });
      const summary = await table.imports.apply(file, preview);
      expect(summary.rows).toBe(chats);
    });
    expect(growth).toBeLessThan(50 * MEGABYTE);
    expect(await table.rows('SELECT count(*) FROM messages')).toEqual([[messages]]);
  },
  60_000,
);
