import { describe, expect, it } from 'vitest';
import type { Page } from '../../../src/sources/sync/page.ts';
import type { PullStart } from '../../../src/sources/sync/ticket-source.ts';
import { expectSameThroughFaults } from '../../contracts/pulling-through-faults.ts';
import { copyOf, emptyMirror, living, type Mirror, pullInto } from '../../standins/kit/mirror.ts';
import { numbersFrom } from '../../standins/kit/numbers.ts';
import type { ZendeskStandIn } from '../../standins/zendesk/create-stand-in.ts';
import { expectedRows } from '../../standins/zendesk/expected-rows.ts';
import { type OpenZendesk, openZendesk } from './open-zendesk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Row by row: what is there, and nothing else. */
function expectSame(mirror: Mirror, { zendesk, server }: OpenZendesk): void {
  const expected = expectedRows(zendesk.account, server.url);
  const tickets = living(mirror.tickets);
  expect(tickets).toEqual(expected.tickets);
  const ids = new Set(tickets.map(({ source_id }) => source_id));
  const messages = living(mirror.messages)
    .filter(({ conversation_ref }) => ids.has(String(conversation_ref)))
    .map(({ version: _, ...row }) => row);
  expect(messages).toEqual(expected.messages);
  const ratings = [...mirror.ratings.values()].map(({ source_id, conversation_ref, rating }) => ({
    source_id,
    conversation_ref,
    rating,
  }));
  expect(ratings.sort((a, b) => (a.source_id < b.source_id ? -1 : 1))).toEqual(expected.ratings);
}

/** A working day in a few steps. Whoever was deleted or merged away is left alone. */
function work({ mutations, account, pass }: ZendeskStandIn, next: (below: number) => number): void {
  const { firstId } = account.made;
  const anyTicket = (): number => {
    for (;;) {
      const id = firstId + next(account.lastId - firstId + 1);
      const ticket = account.find(id);
      if (ticket && !['deleted', 'closed'].includes(ticket.status)) return id;
    }
  };
  const deeds: readonly (() => unknown)[] = [
    () => mutations.create({ subject: 'New', priority: 'high', channel: 'chat' }),
    () => mutations.change(anyTicket(), { subject: `Changed ${next(1000)}` }),
    () => mutations.change(anyTicket(), { assigneeId: next(2) ? 902 : null }),
    () => mutations.comment(anyTicket(), 901, `Reply ${next(1000)}`),
    () => mutations.comment(anyTicket(), 10_003, `More ${next(1000)}`),
    () => mutations.comment(anyTicket(), 902, 'Between us', { isPublic: false }),
    () => mutations.comment(anyTicket(), 901, 'We got your message', { channel: 'rule' }),
    () => mutations.setStatus(anyTicket(), 'solved'),
    () => mutations.setStatus(anyTicket(), 'open'),
    () => mutations.touch(anyTicket()),
    () => mutations.rate(anyTicket(), next(2) ? 'good' : 'bad', 'Thanks'),
    () => mutations.rate(anyTicket(), 'offered'),
    () => mutations.merge(anyTicket(), anyTicket()),
    () => mutations.remove(anyTicket()),
  ];
  for (let step = 0; step < 6; step += 1) {
    deeds[next(deeds.length)]?.();
    pass(next(90_000));
  }
}

const exportsOf = ({ server }: OpenZendesk): readonly URLSearchParams[] =>
  server.calls
    .filter(({ target }) => target.startsWith('/api/v2/incremental/'))
    .map(({ target }) => new URL(target, server.url).searchParams);

describe('a pull of everything', () => {
  it('brings every ticket, comment, rating and name as they stand', async () => {
    await using open = await openZendesk({
      tickets: 260,
      quirks: { doubled: 7, metricsMissingEvery: 9, usersMissingEvery: 4 },
    });
    const { mutations, account, pass } = open.zendesk;
    mutations.rate(account.made.firstId, 'good', 'Great');
    for (let n = 0; n < 130; n += 1)
      mutations.comment(account.made.firstId + 1, 10_002, `And ${n}`);
    pass(HOUR);
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    expectSame(mirror, open);
    expect(mirror.labels.get('agent 902')).toBe('Tariq Osei');
    expect(mirror.labels.get('group 72')).toBe('Billing');
    expect(mirror.rejects.size).toBe(0);
  });

  it('begins where keeping begins, and leaves out what began before', async () => {
    await using open = await openZendesk({ tickets: 200 });
    const { firstAt, everyMs } = open.zendesk.account.made;
    const notBefore = new Date(firstAt + 150 * everyMs).toISOString();
    const mirror = emptyMirror();
    await pullInto(mirror, open.source, { notBefore });
    expect(mirror.tickets.size).toBe(50);
    expect(exportsOf(open)[0]?.get('start_time')).toBe(String(Date.parse(notBefore) / 1000));
  });

  it('marks what even the export no longer knows', async () => {
    await using open = await openZendesk({ tickets: 60 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    open.zendesk.mutations.purge(open.zendesk.account.made.firstId + 7);
    open.zendesk.pass(HOUR);
    await pullInto(mirror, open.source, { kind: 'full' });
    expectSame(mirror, open);
    expect(living(mirror.tickets)).toHaveLength(59);
  });

  it('goes on with a full pass that was cut short, whatever is asked for next', async () => {
    await using open = await openZendesk({ tickets: 130 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    open.zendesk.mutations.purge(open.zendesk.account.made.firstId + 100);
    await pullInto(mirror, open.source, { kind: 'full', pages: 2 });
    open.server.forgetCalls();
    const last = await pullInto(mirror, open.source, { kind: 'incremental' });
    expect(last?.complete?.sweep).toBeDefined();
    // The page under way is asked for again, and nothing of it is read twice.
    const comments = open.server.calls.filter(({ target }) => target.includes('/comments'));
    expect(comments.length).toBe(129 - 40);
    expectSame(mirror, open);
  });
});

describe('a pull of what changed', () => {
  it('follows an account through a long day, killed now and then', async () => {
    for (const seed of [1, 2, 3]) {
      await using open = await openZendesk({
        tickets: 120,
        quirks: { doubled: 3, isCursorNull: seed === 2, metricsMissingEvery: 5 },
      });
      const next = numbersFrom(seed);
      let mirror = emptyMirror();
      for (let round = 0; round < 25; round += 1) {
        work(open.zendesk, next);
        await pullInto(mirror, open.source, { pages: next(5) });
        mirror = copyOf(mirror);
        if (round % 9 === 8) open.zendesk.expireCursors();
        open.zendesk.pass(next(20) * MINUTE);
      }
      for (let run = 0; run < 2; run += 1) {
        open.zendesk.pass(HOUR);
        await pullInto(mirror, open.source);
      }
      expectSame(mirror, open);
    }
  });

  it('goes on at the cursor of the last page, and never by the time', async () => {
    await using open = await openZendesk({ tickets: 120 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    open.zendesk.pass(HOUR);
    open.zendesk.mutations.touch(open.zendesk.account.made.firstId);
    open.zendesk.pass(HOUR);
    open.server.forgetCalls();
    await pullInto(mirror, open.source);
    expect(exportsOf(open)).toHaveLength(1);
    expect(exportsOf(open)[0]?.get('cursor')).toBeTruthy();
    expect(exportsOf(open)[0]?.has('start_time')).toBe(false);
    expectSame(mirror, open);
  });

  it('takes a change of the last minute with the next pass', async () => {
    await using open = await openZendesk({ tickets: 30 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    open.zendesk.pass(HOUR);
    open.zendesk.mutations.create();
    open.zendesk.pass(20_000);
    const last = await pullInto(mirror, open.source);
    expect(mirror.tickets.size).toBe(30);
    expect(last?.complete?.readUntil).toBe('2026-11-20T12:59:20.000Z');
    open.zendesk.pass(HOUR);
    await pullInto(mirror, open.source);
    expect(mirror.tickets.size).toBe(31);
  });

  it('starts again where everything is read when its cursor has expired', async () => {
    await using open = await openZendesk({ tickets: 90 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    open.zendesk.pass(HOUR);
    open.zendesk.mutations.change(open.zendesk.account.made.firstId, { subject: 'Later' });
    open.zendesk.expireCursors();
    open.zendesk.pass(HOUR);
    open.server.forgetCalls();
    await pullInto(mirror, open.source);
    expectSame(mirror, open);
    expect(exportsOf(open)).toHaveLength(2);
    expect(Number(exportsOf(open)[1]?.get('start_time'))).toBeGreaterThan(
      open.zendesk.account.made.firstAt / 1000,
    );
  });

  it('never starts nearer than a minute ago', async () => {
    await using open = await openZendesk({ tickets: 5 });
    await pullInto(emptyMirror(), open.source, { since: '2026-11-20T12:00:00Z' });
    expect(exportsOf(open)[0]?.get('start_time')).toBe(
      String(Date.parse('2026-11-20T11:58:59Z') / 1000),
    );
  });

  it('reads again from a time asked for, and comments too', async () => {
    await using open = await openZendesk({ tickets: 120 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    open.zendesk.pass(HOUR);
    open.server.forgetCalls();
    const { firstAt, everyMs } = open.zendesk.account.made;
    const since = new Date(firstAt + 100 * everyMs + 45 * MINUTE).toISOString();
    await pullInto(mirror, open.source, { since });
    const comments = open.server.calls.filter(({ target }) => target.includes('/comments'));
    expect(comments.length).toBe(20);
    expectSame(mirror, open);
  });

  it('asks for no comments of tickets whose state it has', async () => {
    await using open = await openZendesk({ tickets: 40, quirks: { doubled: 10 } });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    open.zendesk.pass(HOUR);
    open.zendesk.mutations.create();
    open.zendesk.pass(HOUR);
    open.server.forgetCalls();
    await pullInto(mirror, open.source);
    const comments = open.server.calls.filter(({ target }) => target.includes('/comments'));
    expect(comments.length).toBe(1);
  });

  it('brings thousands of one second, without turning in circles', async () => {
    await using open = await openZendesk({
      tickets: 2500,
      commentsEach: 0,
      sharedAt: '2026-11-20T11:00:00Z',
    });
    const mirror = emptyMirror();
    const source = open.connect({ sizes: { page: 1000, batch: 500 } });
    await pullInto(mirror, source);
    expect(mirror.tickets.size).toBe(2500);
    expect(exportsOf(open)).toHaveLength(3);
  });

  it('comes to the same rows through faults on every third request, and asks hardly more for it', async () => {
    await expectSameThroughFaults(
      async () => {
        const open = await openZendesk({ tickets: 250 });
        const { zendesk } = open;
        return {
          ...{ ...open, hints: zendesk.faultHints },
          work(next) {
            work(zendesk, next);
            zendesk.pass(HOUR);
          },
          settle: () => zendesk.pass(HOUR),
          expectSame: (mirror) => expectSame(mirror, open),
        };
      },
      { seed: 11, rounds: 8 },
    );
  });
});

describe('what Zendesk does with tickets', () => {
  it('marks deleted and merged ones, and brings restored ones back', async () => {
    await using open = await openZendesk({ tickets: 20 });
    const { mutations, account, pass } = open.zendesk;
    const [first, second, third] = [0, 1, 2].map((n) => account.made.firstId + n) as [
      number,
      number,
      number,
    ];
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    pass(HOUR);
    mutations.remove(first);
    mutations.merge(second, third);
    pass(HOUR);
    await pullInto(mirror, open.source);
    expect(mirror.tickets.get(String(first))?.deleted_at).toBe('2026-11-20T13:00:00.000Z');
    expect(mirror.tickets.get(String(second))).toMatchObject({
      deleted_at: '2026-11-20T13:00:00.000Z',
      merged_into: String(third),
    });
    mutations.setStatus(first, 'open');
    pass(HOUR);
    await pullInto(mirror, open.source);
    expectSame(mirror, open);
    mutations.remove(first);
    mutations.scrub(first);
    pass(HOUR);
    await pullInto(mirror, open.source);
    const gone = mirror.tickets.get(String(first));
    expect(gone?.deleted_at).toBeTruthy();
    expect(gone?.subject).not.toBe('SCRUBBED');
  });

  it('overwrites what was redacted', async () => {
    await using open = await openZendesk({ tickets: 5 });
    const { mutations, account, pass } = open.zendesk;
    const id = account.made.firstId;
    const comment = mutations.comment(id, 10_001, 'My card is 4111 1111 1111 1111');
    pass(HOUR);
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    mutations.redact(id, comment);
    pass(HOUR);
    await pullInto(mirror, open.source);
    expect(mirror.messages.get(String(comment))?.text).toBe('▇▇▇▇');
  });

  it('tells notes from replies, and machines from people', async () => {
    await using open = await openZendesk();
    const { mutations, pass } = open.zendesk;
    const id = mutations.create({ requesterId: 10_009 });
    mutations.comment(id, 10_009, 'From the customer');
    mutations.comment(id, 902, 'From an agent');
    mutations.comment(id, 901, 'For colleagues', { isPublic: false });
    mutations.comment(id, 901, 'A trigger', { channel: 'rule' });
    mutations.comment(id, -1, 'The system');
    mutations.comment(id, 10_400, 'From somebody who is gone');
    mutations.purgeUser(10_400);
    pass(HOUR);
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    const said = [...mirror.messages.values()].map((row) => [
      row.author_kind,
      row.public,
      row.author_ref,
      row.author,
    ]);
    expect(said).toEqual([
      ['customer', true, null, 'Customer 10009'],
      ['agent', true, '902', 'Tariq Osei'],
      ['agent', false, '901', 'Nova Lind'],
      ['bot', true, null, null],
      ['system', true, null, null],
    ]);
    expect([...mirror.rejects.values()]).toEqual(['its author is no user of Zendesk any more']);
  });

  it('reads ratings from where the last one stood, with an hour before it', async () => {
    await using open = await openZendesk({ tickets: 10 });
    const { mutations, account, pass } = open.zendesk;
    const id = account.made.firstId;
    mutations.rate(id, 'offered');
    pass(MINUTE);
    mutations.rate(id, 'good', 'Thanks');
    pass(2 * HOUR);
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    expect([...mirror.ratings.values()].map(({ raw, score }) => [raw, score])).toEqual([
      ['offered', null],
      ['good', 1],
    ]);
    expect(mirror.tickets.get(String(id))).toMatchObject({ rating: 5, rating_comment: 'Thanks' });
    open.server.forgetCalls();
    pass(HOUR);
    await pullInto(mirror, open.source);
    const [asked] = open.server.calls.filter(({ target }) => target.includes('satisfaction'));
    expect(asked?.target).toContain(
      `start_time=${Date.parse('2026-11-20T12:01:00Z') / 1000 - 3600}`,
    );
  });

  it('puts aside what can’t be a row, and maps it again', async () => {
    await using open = await openZendesk({ tickets: 5 });
    const { mutations, account, pass } = open.zendesk;
    const id = account.made.firstId + 2;
    mutations.change(id, {});
    account.hold(id).status = 'escalated' as 'open';
    pass(HOUR);
    const start: PullStart = {
      ...{ state: null, kind: 'full', notBefore: null, signal: new AbortController().signal },
      known: async () => new Map(),
    };
    const pages: Page[] = [];
    for await (const page of open.source.pull(start)) pages.push(page);
    const rejects = pages.flatMap((page) => page.rejects ?? []);
    expect(rejects).toMatchObject([
      { entity: 'tickets', source_id: String(id), reason: 'its status is none that is known' },
    ]);
    expect(pages.flatMap((page) => page.tickets ?? [])).toHaveLength(4);
    const [reject] = rejects;
    if (!reject) throw new Error('nothing was put aside');
    expect(open.source.remap(reject).rejects).toHaveLength(1);
    const raw = structuredClone(reject.raw) as { ticket: { status: string } };
    raw.ticket.status = 'open';
    expect(open.source.remap({ ...reject, raw }).tickets?.[0]?.source_id).toBe(String(id));
  });
});
