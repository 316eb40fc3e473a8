import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { expectSameThroughFaults } from '../../contracts/pulling-through-faults.ts';
import { copyOf, emptyMirror, living, type Mirror, pullInto } from '../../standins/kit/mirror.ts';
import { numbersFrom } from '../../standins/kit/numbers.ts';
import type { LiveChatStandIn } from '../../standins/livechat/create-stand-in.ts';
import { expectedRows } from '../../standins/livechat/expected-rows.ts';
import { BOT, MARA, TARIQ } from '../../standins/livechat/people.ts';
import { type OpenLiveChat, openLiveChat } from './open-livechat.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const plain = ({ version: _, ...row }: Readonly<Record<string, unknown>>) => row;

/** Row by row: what is there, and nothing else. */
function expectSame(mirror: Mirror, { livechat }: OpenLiveChat, notBefore?: number): void {
  const expected = expectedRows(livechat.account, notBefore);
  const chats = living(mirror.chats);
  expect(chats.map(plain)).toEqual(expected.chats);
  const ids = new Set(chats.map(({ source_id }) => source_id));
  const messages = living(mirror.messages).filter(({ conversation_ref }) =>
    ids.has(String(conversation_ref)),
  );
  expect(messages.map(plain)).toEqual(expected.messages);
}

/** An hour at the desk, in a few steps. What is over is rated and tagged while it is fresh. */
function work(
  { mutations, account, pass }: LiveChatStandIn,
  next: (below: number) => number,
): void {
  const recent = [...account.all()].slice(-12);
  const pick = (isActive: boolean): string | null => {
    const those = recent.filter((thread) => thread.isActive === isActive);
    return those[next(those.length)]?.id ?? null;
  };
  const onActive = (deed: (id: string) => void) => () => {
    const id = pick(true);
    if (id !== null) deed(id);
  };
  const onEnded = (deed: (id: string) => void) => () => {
    const id = pick(false);
    if (id !== null) deed(id);
  };
  const deeds: readonly (() => unknown)[] = [
    () => mutations.chat(`Question ${next(1000)}`),
    () => mutations.customer(mutations.open({ group: 7 }), 'Anybody there?'),
    () => mutations.form(mutations.open()),
    onActive((id) => mutations.bot(id, 'Let me see')),
    onActive((id) => mutations.assign(id, next(2) ? MARA.id : TARIQ.id)),
    onActive((id) => mutations.agent(id, MARA.id, `Answer ${next(1000)}`)),
    onActive((id) => mutations.agent(id, TARIQ.id, 'between us', false)),
    onActive((id) => mutations.customer(id, `More ${next(1000)}`)),
    onActive((id) => mutations.queue(id, 30)),
    onActive((id) => mutations.end(id)),
    onActive((id) => mutations.end(id, 'routing.archived_inactive')),
    onEnded((id) => mutations.rate(id, next(2), next(2) ? 'Thanks' : undefined)),
    onEnded((id) => mutations.cancelRating(id)),
    onEnded((id) => mutations.tag(id, [`tag-${next(4)}`])),
    onEnded((id) => {
      if (account.find(id)?.nextId === null) {
        mutations.customer(mutations.open({ after: id }), 'It is me again');
      }
    }),
  ];
  for (let step = 0; step < 8; step += 1) {
    deeds[next(deeds.length)]?.();
    pass(1000 + next(8 * MINUTE));
  }
}

const bodiesOf = ({ server }: OpenLiveChat, method: string): readonly Record<string, never>[] =>
  server.calls
    .filter(({ target }) => target.endsWith(`/${method}`))
    .map(({ body }) => Object(body));

describe('a pull of everything', () => {
  it('brings every thread, message and name as they stand', async () => {
    await using open = await openLiveChat({ chats: 430, running: 6 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    expectSame(mirror, open);
    expect(mirror.rejects.size).toBe(0);
    expect(Object.fromEntries(mirror.labels)).toEqual({
      'agent mara@acme.test': 'Mara Holt',
      'agent tariq@acme.test': 'Tariq Osei',
      'agent ines@acme.test': 'Ines Berg',
      'agent 2c1b8da190222160e8f9e077af4c625b': 'FAQ bot',
      'agent 9f1b8da190222160e8f9e077af4c6200': 'Old bot',
      'group 0': 'General',
      'group 7': 'Billing',
    });
  });

  it.each(['start', 'end', 'activity'] as const)(
    'finds the same threads whether filters compare the %s',
    async (filterBy) => {
      for (const hasRunningInArchives of [true, false]) {
        await using open = await openLiveChat({
          chats: 300,
          running: 5,
          quirks: { filterBy, hasRunningInArchives, times: 'offset', foundTimes: 0.5 },
        });
        const mirror = emptyMirror();
        await pullInto(mirror, open.source);
        expectSame(mirror, open);
      }
    },
  );

  it('asks for further pages by their ids alone, oldest first, up to a time that stands still', async () => {
    await using open = await openLiveChat({ chats: 1500 });
    await pullInto(emptyMirror(), open.source);
    const asked = bodiesOf(open, 'list_archives');
    const first = asked.filter(({ page_id: id }) => id === undefined).slice(1);
    expect(first.length).toBe(4);
    for (const body of first) {
      expect(body).toMatchObject({ sort_order: 'asc', limit: 100 });
    }
    for (const body of asked.filter(({ page_id: id }) => id !== undefined)) {
      expect(Object.keys(body)).toEqual(['page_id']);
    }
    expect(open.server.calls.every(({ status }) => status === 200)).toBe(true);
  });

  it('begins where keeping begins, and leaves out what began before', async () => {
    await using open = await openLiveChat({ chats: 400 });
    const { firstAt, everyMs } = open.livechat.account.made;
    const notBefore = firstAt + 300 * everyMs;
    const mirror = emptyMirror();
    await pullInto(mirror, open.source, { notBefore: new Date(notBefore).toISOString() });
    expectSame(mirror, open, notBefore);
    expect(mirror.chats.size).toBe(100);
  });

  it('goes on with a full pass that was cut short, and marks what is gone', async () => {
    await using open = await openLiveChat({ chats: 350 });
    const { account, mutations } = open.livechat;
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    mutations.remove(account.at(123)?.id ?? '');
    await pullInto(mirror, open.source, { kind: 'full', pages: 4 });
    const last = await pullInto(mirror, open.source, { kind: 'incremental' });
    expect(last?.complete?.sweep).toEqual({
      entities: ['chats'],
      before: last?.complete?.readUntil,
    });
    expectSame(mirror, open);
    expect(living(mirror.chats)).toHaveLength(349);
  });

  it('answers in the published shapes', async () => {
    await using open = await openLiveChat({ chats: 60, running: 3 });
    const shapeOf = (name: string) =>
      z.fromJSONSchema(
        JSON.parse(
          readFileSync(
            new URL(`../../standins/livechat/schemas/${name}.json`, import.meta.url),
            'utf8',
          ),
        ),
      );
    const { handler } = open.livechat;
    await pullInto(emptyMirror(), open.source);
    const credentials = Buffer.from('d24fa41e-bc16-41b8-a15b-9ca45ff7e0cf:dal:secret-of-the-owner');
    for (const [method, name] of [
      ['list_archives', 'list-archives-response'],
      ['list_chats', 'list-chats-response'],
    ] as const) {
      const path = `/v3.5/agent/action/${method}`;
      const { body } = await handler({
        ...{ method: 'POST', path, target: path, query: new URLSearchParams() },
        headers: { authorization: `Basic ${credentials.toString('base64')}` },
        body: { limit: 100 },
      });
      const answer = JSON.parse(JSON.stringify(body));
      expect(shapeOf(name).safeParse(answer).error?.issues).toBeUndefined();
    }
  });
});

describe('a pull of what changed', () => {
  it.each([1, 2, 3, 4])(
    'follows an account through a long day, killed now and then (%i)',
    async (seed) => {
      await using open = await openLiveChat({
        chats: 150,
        running: 2,
        quirks: {
          filterBy: (['start', 'end', 'activity'] as const)[seed % 3] ?? 'start',
          hasRunningInArchives: seed % 2 === 0,
          times: seed % 2 ? 'z' : 'offset',
        },
      });
      const next = numbersFrom(seed);
      let mirror = emptyMirror();
      await pullInto(mirror, open.source);
      for (let hour = 0; hour < 30; hour += 1) {
        work(open.livechat, next);
        const before = copyOf(mirror);
        // Killed after some page; or after it was read, before it was written.
        await pullInto(mirror, open.source, { pages: next(3) });
        if (next(4) === 0) mirror = before;
        open.livechat.pass(20 * MINUTE);
        if (next(2)) await pullInto(mirror, open.source);
      }
      open.livechat.pass(10 * MINUTE);
      await pullInto(mirror, open.source);
      await pullInto(mirror, open.source);
      expectSame(mirror, open);
    },
  );

  it('goes on from the state of every page, while chats go on', async () => {
    await using open = await openLiveChat({ chats: 220, running: 4 });
    const next = numbersFrom(9);
    const mirror = emptyMirror();
    for (let page = 0; page < 12; page += 1) {
      await pullInto(mirror, open.source, { pages: 1 });
      work(open.livechat, next);
      const branch = copyOf(mirror);
      open.livechat.pass(2 * MINUTE);
      for (let run = 0; run < 2; run += 1) await pullInto(branch, open.source);
      expectSame(branch, open);
    }
  });

  it('asks twice when nothing changed, lists being read one at a time', async () => {
    await using open = await openLiveChat({ chats: 300 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    const counts: number[] = [];
    for (let run = 0; run < 30; run += 1) {
      open.livechat.pass(4 * HOUR);
      const before = open.server.counts.requests;
      await pullInto(mirror, open.source);
      counts.push(open.server.counts.requests - before);
    }
    expect(Math.max(...counts)).toBe(3);
    expect(counts.filter((count) => count === 2).length).toBeGreaterThan(12);
    expectSame(mirror, open);
  });

  it('finds late ratings and tags within a day at once, within a month by the week', async () => {
    await using open = await openLiveChat({ chats: 2000 });
    const { account, mutations, pass } = open.livechat;
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    const daysAgo = (days: number): string => account.at(1999 - days * 96)?.id ?? '';
    pass(6 * DAY);
    await pullInto(mirror, open.source);
    mutations.rate(daysAgo(10), 1, 'Late, but good');
    mutations.tag(daysAgo(11), ['seen-late']);
    const fresh = mutations.chat();
    pass(HOUR);
    await pullInto(mirror, open.source);
    mutations.rate(fresh, 0, 'Fresh');
    pass(4 * HOUR);
    await pullInto(mirror, open.source);
    expect(mirror.chats.get(fresh)).toMatchObject({ rating: 1, rating_comment: 'Fresh' });
    expect(mirror.chats.get(daysAgo(10))?.rating_comment).not.toBe('Late, but good');
    pass(DAY);
    await pullInto(mirror, open.source);
    expect(mirror.chats.get(daysAgo(10))).toMatchObject({ rating: 5 });
    expect(mirror.chats.get(daysAgo(11))).toMatchObject({ tags: ['seen-late'] });
    expectSame(mirror, open);
  });

  it('reads again those that were running, and takes a chat up that goes on later', async () => {
    await using open = await openLiveChat({ chats: 10 });
    const { mutations, pass } = open.livechat;
    const mirror = emptyMirror();
    const first = mutations.open();
    mutations.customer(first, 'Hello?');
    pass(5 * MINUTE);
    await pullInto(mirror, open.source);
    expect(mirror.chats.get(first)).toMatchObject({ active: true, missed: false, ended_at: null });
    for (let day = 0; day < 3; day += 1) {
      pass(DAY);
      await pullInto(mirror, open.source);
    }
    mutations.bot(first, 'How can I help?');
    mutations.end(first, 'system_archived');
    const second = mutations.open({ after: first });
    mutations.customer(second, 'It is me again');
    pass(5 * MINUTE);
    open.server.forgetCalls();
    await pullInto(mirror, open.source);
    expect(bodiesOf(open, 'list_archives')).toContainEqual({ filters: { thread_ids: [first] } });
    expectSame(mirror, open);
    expect(mirror.state).toMatchObject({ running: [{ threadId: second }] });
  });

  it('reads the slice again when its page id is no longer known', async () => {
    await using open = await openLiveChat({ chats: 350 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source, { pages: 3 });
    open.livechat.pass(40 * DAY);
    open.livechat.expirePages();
    open.livechat.pass(MINUTE);
    await pullInto(mirror, open.source);
    expectSame(mirror, open);
    expect(open.server.calls.filter(({ status }) => status === 400)).toHaveLength(1);
  });

  it('reads lists again when somebody unknown has answered', async () => {
    await using open = await openLiveChat({ chats: 10 });
    const { account, mutations, pass } = open.livechat;
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    pass(2 * HOUR);
    const lena = { ...MARA, id: 'lena@acme.test', name: 'Lena Vogt', accountId: 'a9' };
    mutations.hire(lena);
    const bot = { id: 'not-like-the-others', name: 'New bot', kind: 'bot' as const };
    account.bots.push(bot);
    const id = mutations.open();
    mutations.customer(id, 'Hello');
    mutations.assign(id, lena.id);
    mutations.agent(id, bot.id, 'I am a bot');
    pass(2 * MINUTE);
    open.server.forgetCalls();
    await pullInto(mirror, open.source);
    expect(bodiesOf(open, 'list_agents')).toHaveLength(1);
    expect(mirror.labels.get('agent lena@acme.test')).toBe('Lena Vogt');
    expect(mirror.chats.get(id)).toMatchObject({ bot_involved: true, agent_ref: lena.id });
    pass(HOUR);
    open.server.forgetCalls();
    await pullInto(mirror, open.source);
    expect(bodiesOf(open, 'list_agents')).toHaveLength(0);
  });

  it('begins at a day asked for, and never takes what came before for gone', async () => {
    await using open = await openLiveChat({ chats: 400 });
    const { account } = open.livechat;
    const since = new Date((account.at(300)?.startedAt ?? 0) - 1).toISOString();
    const mirror = emptyMirror();
    const last = await pullInto(mirror, open.source, { since, kind: 'full' });
    expect(mirror.chats.size).toBe(100);
    expect(last?.complete?.sweep).toBeUndefined();
  });

  it('comes to the same rows through faults on every third request, and asks hardly more for it', async () => {
    await expectSameThroughFaults(
      async () => {
        const open = await openLiveChat({ chats: 900, running: 3 });
        const { livechat } = open;
        return {
          ...{ ...open, hints: livechat.faultHints },
          work(next) {
            work(livechat, next);
            livechat.pass(10 * MINUTE);
          },
          settle: () => livechat.pass(HOUR),
          expectSame: (mirror) => expectSame(mirror, open),
        };
      },
      { seed: 5, rounds: 10 },
    );
  });
});

describe('what LiveChat withholds', () => {
  it('keeps what is known of a chat whose messages are no longer shown, and says so once', async () => {
    await using open = await openLiveChat({ chats: 40 });
    const { livechat, source } = open;
    const mirror = emptyMirror();
    await pullInto(mirror, source);
    const before = copyOf(mirror);
    livechat.pass(HOUR);
    livechat.quirks.withheldBefore = livechat.account.at(20)?.startedAt ?? null;
    for (const kind of ['full', 'full'] as const) await pullInto(mirror, source, { kind });
    expectSame(mirror, open);
    expect(mirror.messages.size).toBe(before.messages.size);
    expect([...mirror.rejects.keys()]).toEqual(['messages restricted_access']);
    const check = await source.test(new AbortController().signal);
    expect(check).toMatchObject({ isWorking: true });
    expect(JSON.stringify(check.findings)).toContain('starter plan');
  });

  it('keeps chats it never saw the messages of, and nothing made up about them', async () => {
    await using open = await openLiveChat({ chats: 5, quirks: { withheldBefore: Date.now() * 2 } });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    expect(mirror.chats.size).toBe(5);
    for (const row of mirror.chats.values()) {
      expect(row).toMatchObject({ active: false, channel: 'Chat' });
      for (const column of ['missed', 'ended_at', 'agent_ref', 'first_response_at']) {
        expect(row).not.toHaveProperty(column);
      }
    }
  });

  it('never takes addresses and browsers in, not even with what it can’t map', async () => {
    await using open = await openLiveChat({ chats: 30 });
    const { account } = open.livechat;
    account.hold(account.at(3)?.id ?? '').tags = [7 as unknown as string];
    const rows: unknown[] = [];
    const signal = new AbortController().signal;
    const start = { state: null, kind: 'full', notBefore: null, signal } as const;
    for await (const page of open.source.pull({ ...start, known: async () => new Map() })) {
      rows.push(page);
    }
    expect(JSON.stringify(rows)).toContain('"entity":"chats"');
    expect(JSON.stringify(rows)).not.toContain('192.0.2.77');
    expect(JSON.stringify(rows)).not.toContain(BOT.name.repeat(2));
  });
});
