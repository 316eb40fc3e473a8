import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const HEADER =
  'ticket_id,subject,description,status,priority,pipeline,category,channel,group,agent,customer_email,customer_name,company,tags,created_at,first_response_at,resolved_at,closed_at,updated_at,reopen_count,rating,rating_comment,url\n';
const DAY_MS = 86_400_000;

/** Writes a ticket export under the interface's own column names; the same rows every time. Gives its size. */
export async function writeTicketCsv(path: string, rows: number): Promise<number> {
  const stream = createWriteStream(path, { highWaterMark: 1 << 22 });
  const random = seeded(42);
  let piece = HEADER;
  for (let n = 0; n < rows; n++) {
    piece += ticketLine(n, random);
    if (piece.length < 1 << 20) continue;
    if (!stream.write(piece)) await once(stream, 'drain');
    piece = '';
  }
  stream.end(piece);
  await finished(stream);
  return stream.bytesWritten;
}

function ticketLine(n: number, random: () => number): string {
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? '';
  const created = Date.UTC(2025, 0, 1) + random() * 500 * DAY_MS;
  const closed = created + random() * 3 * DAY_MS;
  const customer = Math.floor(random() * 200_000);
  return `${[
    100_000 + n,
    `"Order ${n} hasn't arrived, where is it"`,
    `"Hello, my order number ${n} was due last week and it is still not here. Please check it, thanks. It was ""express""."`,
    pick(['Open', 'Pending', 'Solved', 'Closed']),
    pick(['Low', 'Normal', 'High', 'Urgent']),
    pick(['Support', 'Billing', 'Returns']),
    pick(['shipping', 'refund', 'account', 'payment']),
    pick(['email', 'chat', 'phone', 'web']),
    pick(['Tier 1', 'Tier 2']),
    pick(['Girly', 'Bhushan', 'Francis', 'Nova']),
    `c${customer}@example.com`,
    `Customer ${customer}`,
    `ACME ${customer % 900}`,
    '"late,dhl"',
    naive(created),
    naive(created + random() * 8_000_000),
    random() < 0.8 ? naive(closed) : '',
    random() < 0.7 ? naive(closed + 10_000_000) : '',
    naive(closed + 10_000_000),
    Math.floor(random() * 3),
    random() < 0.3 ? 1 + Math.floor(random() * 5) : '',
    '',
    `https://example.com/t/${n}`,
  ].join(',')}\n`;
}

function naive(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** A linear congruential generator: good enough for filler, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
