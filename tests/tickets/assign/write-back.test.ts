import { describe, expect, it } from 'vitest';
import { createOutbox } from '../../../src/sources/outbox/create-outbox.ts';
import { createSyncing } from '../../../src/sources/sync/create-syncing.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { createAssignments } from '../../../src/tickets/assign/create-assignments.ts';
import { openZendesk } from '../../sources/zendesk/open-zendesk.ts';
import { settings } from './team.ts';

const never = new AbortController().signal;
const kim = { by: 'Kim' };

/** Zendesk, read into a store, with an outbox before it; the first change breaks off after it was made. */
async function openAll() {
  const open = await openZendesk({ tickets: 12 });
  const { zendesk } = open;
  let isFirst = true;
  const source = open.connect({
    http: {
      limits: {},
      sleep: async () => {},
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (init?.method !== 'PUT' || !isFirst) return answer;
        isFirst = false;
        await answer.text();
        throw new TypeError('the connection broke');
      },
    },
  });
  const db = await openDatabase({ path: ':memory:', threads: 1 });
  const clock = { now: zendesk.account.now };
  const syncing = await createSyncing({
    ...{ db, clock, sources: [source], retentionDays: null },
    settings: { autoresponses: [], people: [], zone: 'UTC' },
    schedule: { kind: 'interval', hours: 4 },
    logger: { info() {}, error() {} },
  });
  const outbox = await createOutbox({
    ...{ db, clock, sources: [source], logger: { warn() {} } },
    refresh: (name, refs) => syncing.refresh(name, refs),
  });
  const assignments = createAssignments({
    ...{ db, clock, outbox, writable: ['zendesk'], logger: { warn() {}, error() {} } },
    team: { settings: settings({ members: [] }), zone: 'UTC' },
  });
  return {
    ...{ zendesk, outbox, assignments },
    sync: () => syncing.sync({ kind: 'incremental' }, () => {}, never),
    async deliver() {
      zendesk.pass(120_000); // past any wait
      await outbox.deliver(never);
    },
    async [Symbol.asyncDispose]() {
      await db[Symbol.asyncDispose]();
      await open[Symbol.asyncDispose]();
    },
  };
}

describe('an assignment', () => {
  it('arrives in its support system once, over a connection that breaks, and is followed there', async () => {
    await using all = await openAll();
    const { zendesk, outbox, assignments } = all;
    const { account, mutations } = zendesk;
    const id = account.made.firstId;
    mutations.change(id, { assigneeId: null });
    zendesk.pass(60_000);
    await all.sync();
    const [first, second] = await assignments.team();
    const told = await assignments.assign(String(id), { ...kim, to: first?.member.name });
    expect(told.unwritten).toBeNull();
    for (let times = 0; times < 3; times++) await all.deliver();
    const [entry] = await outbox.list();
    expect(entry).toMatchObject({ state: 'done', ticketRef: String(id), askedBy: 'Kim' });
    const accounts = [...account.users.values()].filter(({ role }) => role !== 'end-user');
    const accountOf = (name: string | undefined) => accounts.find((one) => one.name === name)?.id;
    expect(account.find(id)?.assigneeId).toBe(accountOf(first?.member.name));
    expect((await outbox.list()).length).toBe(1);
    await assignments.look();
    const { holding, history } = await assignments.why(String(id));
    expect(holding).toMatchObject({ member: first?.member.name, isConfirmed: true });
    expect(history[0]?.written).toEqual({ state: 'done', problem: null });

    mutations.change(id, { assigneeId: accountOf(second?.member.name) ?? null });
    zendesk.pass(60_000);
    await all.sync();
    await assignments.look();
    const after = await assignments.why(String(id));
    expect(after.holding).toBeNull();
    expect(after.history[0]?.ended).toBe('moved');
  });
});
