import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, UpstreamError } from '../../src/core/errors.ts';
import type { SourcedRow } from '../../src/sources/sync/page.ts';
import type { TicketChange, TicketSource } from '../../src/sources/sync/ticket-source.ts';
import { copyOf, emptyMirror, living, type Mirror, pullInto } from '../standins/kit/mirror.ts';
import { caught } from './caught.ts';

/** A source before a stand-in that holds a few dozen conversations, enough for several pages. */
export interface SourceUnderTest extends AsyncDisposable {
  readonly source: TicketSource;
  /** One like it whose credentials aren't taken. */
  readonly denied: TicketSource;
  /** Must be nowhere to be read. */
  readonly secret: string;
  readonly entity: 'tickets' | 'chats';
  /** A conversation changes upstream. Gives its id. */
  change(): string;
  /** From here on the stand-in answers JSON of another shape. */
  becomeAnotherApi(): void;
  /** Time goes on, ms. */
  pass(ms: number): void;
  requests(): number;
  /** A ticket that can be written to; null for a source that takes no changes. */
  readonly writable: string | null;
}

const HOUR = 3_600_000;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

const CHANGES: readonly TicketChange[] = [
  { kind: 'set-priority', priority: 'urgent' },
  { kind: 'set-status', status: 'pending' },
  { kind: 'set-owner', agentRef: null },
  { kind: 'add-note', text: 'Called back: <b>solved</b> & done' },
];

const rowsOf = (mirror: Mirror) => ({
  tickets: living(mirror.tickets),
  chats: living(mirror.chats),
  messages: living(mirror.messages),
  ratings: [...mirror.ratings.values()],
  labels: [...mirror.labels].sort(),
});

/** What every TicketSource does. `open` gives a fresh one for each test. */
export function describeTicketSource(name: string, open: () => Promise<SourceUnderTest>): void {
  describe(`${name} as a ticket source`, () => {
    let under: SourceUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(async () => under[Symbol.asyncDispose]());

    describeTests(() => under);
    describePulls(() => under);
    describeWrites(() => under);
  });
}

function describeTests(under: () => SourceUnderTest): void {
  it('tells what it sees, and never its secret', async () => {
    const { source, secret } = under();
    const check = await source.test(new AbortController().signal);
    expect(check).toMatchObject({ source: source.name, label: source.label, isWorking: true });
    expect(check.findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(check)).not.toContain(secret);
  });

  it('finds credentials that aren’t taken, and what to do about them', async () => {
    const check = await under().denied.test(new AbortController().signal);
    expect(check.isWorking).toBe(false);
    expect(check.findings.some(({ isOk, remedy }) => !isOk && remedy)).toBe(true);
  });

  it('stops a pull with what the operator can put right', async () => {
    const { denied, secret } = under();
    const mirror = emptyMirror();
    const error = await caught(pullInto(mirror, denied));
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).not.toContain(secret);
    expect(mirror.pages).toBe(0);
  });
}

function describePulls(under: () => SourceUnderTest): void {
  it('completes on its last page and no other, with times and versions that can be compared', async () => {
    const { source, entity } = under();
    const mirror = emptyMirror();
    const last = await pullInto(mirror, source);
    expect(last?.complete?.readUntil).toMatch(ISO);
    expect(last?.complete?.sweep?.entities ?? [entity]).toContain(entity);
    expect(mirror[entity].size).toBeGreaterThan(0);
    const all: readonly SourcedRow[] = [
      ...mirror.tickets.values(),
      ...mirror.chats.values(),
      ...mirror.messages.values(),
    ];
    for (const { version, ...row } of all) {
      expect(Number.isSafeInteger(version)).toBe(true);
      for (const [column, value] of Object.entries(row)) {
        if (column.endsWith('_at') && value !== null) expect(value).toMatch(ISO);
      }
    }
  });

  it('goes on from any page and ends with the same rows', async () => {
    const { source } = under();
    const whole = emptyMirror();
    await pullInto(whole, source);
    expect(whole.pages).toBeGreaterThan(2);
    const goingOn = emptyMirror();
    for (let page = 1; page < whole.pages; page += 1) {
      await pullInto(goingOn, source, { pages: 1 });
      const branch = copyOf(goingOn);
      await pullInto(branch, source);
      expect(rowsOf(branch), `after page ${page}`).toEqual(rowsOf(whole));
    }
  });

  it('asks at most three times when nothing changed', async () => {
    const { source, pass, requests } = under();
    const mirror = emptyMirror();
    await pullInto(mirror, source);
    pass(HOUR);
    await pullInto(mirror, source);
    for (let run = 0; run < 3; run += 1) {
      pass(HOUR);
      const before = requests();
      const last = await pullInto(mirror, source);
      expect(last?.complete).toBeDefined();
      expect(requests() - before).toBeLessThanOrEqual(3);
    }
  });

  it('brings what changed, as a newer version', async () => {
    const { source, entity, change, pass } = under();
    const mirror = emptyMirror();
    await pullInto(mirror, source);
    pass(HOUR);
    const id = change();
    const before = mirror[entity].get(id)?.version ?? 0;
    pass(HOUR);
    await pullInto(mirror, source);
    expect(mirror[entity].get(id)?.version).toBeGreaterThan(before);
  });

  it('stops with the signal’s reason', async () => {
    const stop = new AbortController();
    const mirror = emptyMirror();
    await pullInto(mirror, under().source, { pages: 1 });
    stop.abort(new Error('asked to stop'));
    const error = await caught(pullInto(mirror, under().source, { signal: stop.signal }));
    expect(String(error)).toContain('asked to stop');
  });

  it('stops at answers of another shape, and touches nothing', async () => {
    const { source, becomeAnotherApi, pass } = under();
    const mirror = emptyMirror();
    await pullInto(mirror, source);
    const before = rowsOf(mirror);
    becomeAnotherApi();
    pass(HOUR);
    const error = await caught(pullInto(mirror, source));
    expect(error).toBeInstanceOf(UpstreamError);
    expect(rowsOf(mirror)).toEqual(before);
  });
}

function describeWrites(under: () => SourceUnderTest): void {
  it.each(CHANGES)(
    'makes a change once and finds it made, or says why it never will: $kind',
    async (change) => {
      const { source, writable } = under();
      const signal = new AbortController().signal;
      const request = { id: 'c0ffee01', ticketRef: writable ?? '1', change };
      if (writable !== null && change.kind === 'add-note') {
        expect(await source.confirm(request, signal)).toBe('not-made');
      }
      const outcome = await source.write(request, signal);
      expect(['done', 'refused']).toContain(outcome.kind);
      if (writable === null) expect(outcome.kind).toBe('refused');
      if (outcome.kind !== 'done') return;
      expect(await source.confirm(request, signal)).toBe('made');
      const { tickets } = await source.readTickets([request.ticketRef], signal);
      expect(tickets?.map(({ source_id }) => source_id)).toEqual([request.ticketRef]);
    },
  );

  it('refuses a change to a ticket that isn’t there', async () => {
    const { source } = under();
    const change: TicketChange = { kind: 'set-priority', priority: 'low' };
    const request = { id: 'c0ffee02', ticketRef: '999999999999', change };
    const outcome = await source.write(request, new AbortController().signal);
    expect(outcome.kind).toBe('refused');
  });
}
