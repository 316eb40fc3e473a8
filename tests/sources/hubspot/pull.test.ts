import { describe, expect, it } from 'vitest';
import { expectSameThroughFaults } from '../../contracts/pulling-through-faults.ts';
import type { HubSpotStandIn } from '../../standins/hubspot/create-stand-in.ts';
import { deedsIn } from '../../standins/hubspot/deeds.ts';
import { copyOf, emptyMirror, living, type Mirror, pullInto } from '../../standins/kit/mirror.ts';
import { numbersFrom } from '../../standins/kit/numbers.ts';
import { expectedRows } from './expected-rows.ts';
import { openHubSpot } from './open-hubspot.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Row by row: what is there, and nothing else. */
function expectSame(mirror: Mirror, { account }: HubSpotStandIn): void {
  const expected = expectedRows(account);
  const tickets = living(mirror.tickets);
  expect(tickets.map(({ source_id }) => source_id)).toEqual(
    expected.tickets.map(({ source_id }) => source_id),
  );
  for (const [place, row] of tickets.entries()) {
    const { reopen_count: _, merged_into: __, ...rest } = row;
    expect(rest).toEqual(expected.tickets[place]);
  }
  const live = new Set(tickets.map(({ source_id }) => source_id));
  const messages = living(mirror.messages)
    .filter(({ conversation_ref }) => live.has(String(conversation_ref)))
    .map(({ source_id, author_kind, text, public: isPublic, conversation_ref }) => ({
      ...{ source_id, author_kind, text, public: isPublic, conversation_ref },
    }));
  expect(messages).toEqual(expected.messages);
}

/** A working day in a few steps. */
function work(hubspot: HubSpotStandIn, next: (below: number) => number): void {
  const { mutations, account, pass } = hubspot;
  const { anyTicket, deeds: usual } = deedsIn(hubspot, next);
  const deeds = [
    ...usual,
    () => {
      const gone = [...account.tickets.values()].find(({ archivedAt }) => archivedAt !== null);
      if (gone) mutations.restore(gone.id);
    },
    () => mutations.note(anyTicket(), '<p>For colleagues</p>'),
    () => mutations.mail(anyTicket(), 'Written by mail'),
  ];
  for (let deed = 0; deed < 6; deed += 1) {
    deeds[next(deeds.length)]?.();
    pass(1 + next(2000));
  }
}

describe('a full pull', () => {
  it('brings every ticket and message as the account has them', async () => {
    await using open = await openHubSpot({ tickets: 450, threads: 130, messagesPerThread: 3 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    expectSame(mirror, open.hubspot);
    expect(mirror.tickets.size).toBe(450);
    expect(mirror.labels.get('agent 73320011')).toBe('Mara Lind');
    expect(mirror.labels.get('agent 73320015')).toBe('Left Longago');
    expect(mirror.labels.get('stage 0/2')).toBe('Waiting on contact');
  });

  it('gathers rows for fewer, larger pages', async () => {
    await using open = await openHubSpot({ tickets: 450, threads: 130, messagesPerThread: 3 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.connect({ rowsAPage: 1000 }));
    expectSame(mirror, open.hubspot);
    // One for each step.
    expect(mirror.pages).toBe(5);
  });

  it('asks for paths of either family', async () => {
    await using open = await openHubSpot({ tickets: 120, threads: 5 });
    const mirror = emptyMirror();
    const config = { baseUrl: open.server.url, api: '2026-09' } as const;
    await pullInto(mirror, open.connect({ config }));
    expectSame(mirror, open.hubspot);
    expect(open.server.calls.every(({ target }) => !target.startsWith('/crm/v'))).toBe(true);
  });

  it('leaves out what began before what is kept', async () => {
    await using open = await openHubSpot({ tickets: 300 });
    const mirror = emptyMirror();
    const { firstAt, everyMs } = open.hubspot.account.generation;
    const notBefore = new Date(firstAt + 200 * everyMs).toISOString();
    await pullInto(mirror, open.source, { notBefore });
    expect(mirror.tickets.size).toBe(100);
  });

  it('marks what is gone for good, even from the bin', async () => {
    await using open = await openHubSpot({ tickets: 30 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    const { account } = open.hubspot;
    // Deleted for privacy: neither in lists nor in the bin.
    account.held(account.generation.firstId + 7).mergedInto = -1;
    open.hubspot.pass(HOUR);
    await pullInto(mirror, open.source, { kind: 'full' });
    expectSame(mirror, open.hubspot);
  });

  it('begins a list anew whose place was forgotten', async () => {
    await using open = await openHubSpot({ tickets: 300 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source, { pages: 3 });
    const kept = JSON.stringify(mirror.state);
    mirror.state = JSON.parse(kept.replace(/"after":"[^"]+"/, '"after":"expired"'));
    await pullInto(mirror, open.source);
    expectSame(mirror, open.hubspot);
  });

  it('reads no details again of what it knows', async () => {
    await using open = await openHubSpot({ tickets: 200, threads: 0 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    open.server.forgetCalls();
    open.hubspot.pass(HOUR);
    await pullInto(mirror, open.source, { kind: 'full' });
    expect(open.server.calls.filter(({ target }) => target.includes('batch/read'))).toEqual([]);
    expectSame(mirror, open.hubspot);
  });
});

describe('a full pull of what is mostly known', () => {
  it('leaves what belongs to unchanged tickets alone where others on their page changed', async () => {
    await using open = await openHubSpot({ tickets: 200 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    const { mutations, account, pass } = open.hubspot;
    mutations.update(account.generation.firstId + 50, { subject: 'Changed' });
    pass(HOUR);
    await pullInto(mirror, open.source, { kind: 'full' });
    expectSame(mirror, open.hubspot);
  });
});

describe('a pull of what changed', () => {
  it('follows an account through a long day, killed now and then', async () => {
    for (const seed of [1, 2, 3]) {
      await using open = await openHubSpot({
        tickets: 150,
        threads: 40,
        quirks: { indexLagMs: 45_000, isCalculatedNull: true },
      });
      const next = numbersFrom(seed);
      let mirror = emptyMirror();
      for (let round = 0; round < 25; round += 1) {
        work(open.hubspot, next);
        await pullInto(mirror, open.source, { pages: next(5) });
        mirror = copyOf(mirror);
        open.hubspot.pass(next(20) * MINUTE);
      }
      for (let run = 0; run < 3; run += 1) {
        open.hubspot.pass(HOUR);
        await pullInto(mirror, open.source);
      }
      expectSame(mirror, open.hubspot);
    }
  });

  it('brings thousands of one moment, past the end of any window, without turning in circles', async () => {
    await using open = await openHubSpot({
      tickets: 2500,
      sharedModifiedAt: '2026-11-20T11:00:00Z',
      quirks: { searchWindow: 1000 },
    });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source, { since: '2026-11-20T10:00:00Z' });
    expect(mirror.tickets.size).toBe(2500);
    const searches = open.server.calls.filter(({ target }) => target.endsWith('tickets/search'));
    expect(searches.length).toBe(13);
  });

  it('comes to the same rows through faults on every third request, and asks hardly more for it', async () => {
    const [without, withFaults] = await expectSameThroughFaults(
      async () => {
        const open = await openHubSpot({ tickets: 600, threads: 60 });
        const { hubspot } = open;
        return {
          ...{ ...open, hints: hubspot.faultHints },
          work(next) {
            work(hubspot, next);
            hubspot.pass(HOUR);
          },
          settle: () => hubspot.pass(HOUR),
          expectSame: (mirror) => expectSame(mirror, hubspot),
        };
      },
      { seed: 11, rounds: 8 },
    );
    expect(living(withFaults?.tickets ?? new Map())).toEqual(living(without?.tickets ?? new Map()));
  });

  it('keeps merged tickets as part of the one they went into', async () => {
    await using open = await openHubSpot({ tickets: 20 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    const { mutations, account, pass } = open.hubspot;
    const { firstId } = account.generation;
    pass(HOUR);
    const third = mutations.merge(firstId + 1, firstId + 2, { asThird: true });
    mutations.merge(firstId + 5, firstId + 6);
    const mergedAt = new Date(account.now()).toISOString();
    pass(HOUR);
    await pullInto(mirror, open.source);
    for (const [id, into] of [
      [firstId + 1, third],
      [firstId + 2, third],
      [firstId + 6, firstId + 5],
    ]) {
      expect(mirror.tickets.get(String(id))).toMatchObject({
        merged_into: String(into),
        deleted_at: mergedAt,
      });
    }
    // Said again by every later state of the survivor, and nothing new.
    const before = mirror.tickets.get(String(firstId + 6));
    mutations.update(firstId + 5, { subject: 'And on' });
    pass(HOUR);
    await pullInto(mirror, open.source);
    expect(mirror.tickets.get(String(firstId + 6))).toEqual(before);
  });

  it('reads owners and stages again when a ticket names one it doesn’t know, once', async () => {
    await using open = await openHubSpot({ tickets: 20 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    const { mutations, account, pass } = open.hubspot;
    const owner = mutations.addOwner('New', 'Colleague');
    mutations.update(account.generation.firstId, { hubspot_owner_id: owner });
    mutations.update(account.generation.firstId + 1, { hubspot_owner_id: '404' });
    pass(HOUR);
    await pullInto(mirror, open.source);
    expect(mirror.labels.get(`agent ${owner}`)).toBe('New Colleague');
    open.server.forgetCalls();
    mutations.update(account.generation.firstId + 2, { hubspot_owner_id: '404' });
    pass(HOUR);
    await pullInto(mirror, open.source);
    expect(open.server.calls.some(({ target }) => target.includes('owners'))).toBe(false);
  });

  it('takes notice of new names within a day', async () => {
    await using open = await openHubSpot({ tickets: 20 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    open.hubspot.mutations.renameOwner('73320011', 'Mara', 'Lind-Berg');
    open.hubspot.mutations.renameStage('0', '2', 'Customer’s turn');
    open.hubspot.pass(25 * HOUR);
    await pullInto(mirror, open.source);
    expect(mirror.labels.get('agent 73320011')).toBe('Mara Lind-Berg');
    expect(mirror.labels.get('stage 0/2')).toBe('Customer’s turn');
  });

  it('keeps what happened to a ticket, and how often it was reopened', async () => {
    await using open = await openHubSpot();
    const { mutations, pass } = open.hubspot;
    const id = mutations.create({ hs_ticket_priority: 'LOW' });
    for (const deed of [mutations.close, mutations.reopen, mutations.close, mutations.reopen]) {
      pass(MINUTE);
      deed(id);
    }
    mutations.update(id, { hs_ticket_priority: 'URGENT' });
    pass(HOUR);
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    expect(mirror.tickets.get(String(id))).toMatchObject({ reopen_count: 2, resolved_at: null });
    expect([...mirror.history].map(([key, change]) => `${key.slice(12)}: ${change}`)).toEqual([
      'stage_ref 2026-11-20T12:00:00.000Z: null → 1',
      'stage_ref 2026-11-20T12:01:00.000Z: 1 → 4',
      'stage_ref 2026-11-20T12:02:00.000Z: 4 → 1',
      'stage_ref 2026-11-20T12:03:00.000Z: 1 → 4',
      'stage_ref 2026-11-20T12:04:00.000Z: 4 → 1',
      'priority 2026-11-20T12:04:00.000Z: null → urgent',
    ]);
  });

  it('reads long messages whole, and comments as not public', async () => {
    await using open = await openHubSpot({ tickets: 3 });
    const { mutations, account, pass } = open.hubspot;
    const id = account.generation.firstId;
    mutations.say(id, { text: 'A long message that lists cut off', isTruncated: true });
    mutations.say(id, { text: 'For colleagues', type: 'COMMENT', by: 'A-4410', name: 'Mara Lind' });
    mutations.say(id, { text: '', type: 'THREAD_STATUS_CHANGE', by: 'S-hubspot' });
    mutations.say(id, { text: 'Beep', by: 'B-1', name: 'Bot' });
    pass(HOUR);
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    const said = [...mirror.messages.values()].map(
      ({ text, public: isPublic, author_kind, author_ref }) => [
        text,
        isPublic,
        author_kind,
        author_ref,
      ],
    );
    expect(said).toEqual([
      ['A long message that lists cut off', true, 'customer', null],
      ['For colleagues', false, 'agent', '73320011'],
      ['Beep', true, 'bot', null],
    ]);
  });

  it('puts aside what can’t be a row, and tries it again', async () => {
    await using open = await openHubSpot({ tickets: 5 });
    const { mutations, account, pass } = open.hubspot;
    const id = account.generation.firstId + 2;
    mutations.update(id, { createdate: 'NaT' });
    pass(HOUR);
    const mirror = emptyMirror();
    const rejects: unknown[] = [];
    const { source } = open;
    for await (const page of source.pull({
      ...{ state: null, kind: 'full', notBefore: null, signal: new AbortController().signal },
      known: async () => new Map(),
    })) {
      for (const reject of page.rejects ?? []) {
        rejects.push(reject);
        expect(source.remap(reject).rejects).toHaveLength(1);
        const raw = structuredClone(reject.raw) as { properties: Record<string, string> };
        raw.properties.createdate = '2026-11-01T00:00:00Z';
        expect(source.remap({ ...reject, raw }).tickets?.[0]?.source_id).toBe(String(id));
      }
    }
    expect(rejects).toMatchObject([
      { entity: 'tickets', source_id: String(id), reason: 'createdate is no time (NaT)' },
    ]);
    await pullInto(mirror, source);
    expect(mirror.tickets.size).toBe(4);
  });
});
