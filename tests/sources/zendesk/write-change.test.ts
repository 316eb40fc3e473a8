import { describe, expect, it } from 'vitest';
import type { TicketChange, WriteRequest } from '../../../src/sources/sync/ticket-source.ts';
import { openZendesk } from './open-zendesk.ts';

const never = new AbortController().signal;
const note: TicketChange = { kind: 'add-note', text: 'Escalated to the on-call lead' };

const asked = (ticketRef: number, change: TicketChange): WriteRequest => ({
  id: 'c0ffee01',
  ticketRef: String(ticketRef),
  change,
});

describe('changing a Zendesk ticket', () => {
  it('writes notes that customers don’t see, with a mark to find them by', async () => {
    await using open = await openZendesk({ tickets: 3 });
    const request = asked(1001, note);
    expect(await open.source.confirm(request, never)).toBe('not-made');
    expect((await open.source.write(request, never)).kind).toBe('done');
    const written = open.zendesk.account.find(1001)?.comments.at(-1);
    expect(written).toMatchObject({ isPublic: false });
    expect(written?.body).toBe('Escalated to the on-call lead\n\n[deskhand:c0ffee01]');
    expect(await open.source.confirm(request, never)).toBe('made');
  });

  it('reads again what somebody changed in between', async () => {
    await using open = await openZendesk({ tickets: 3 });
    let isFirst = true;
    const source = open.connect({
      http: {
        limits: {},
        sleep: async () => {},
        fetch: async (url, init) => {
          if (init?.method === 'PUT' && isFirst) {
            isFirst = false;
            open.zendesk.pass(5000);
            open.zendesk.mutations.change(1001, { subject: 'Meanwhile' });
          }
          return fetch(url, init);
        },
      },
    });
    const outcome = await source.write(
      asked(1001, { kind: 'set-priority', priority: 'high' }),
      never,
    );
    expect(outcome.kind).toBe('done');
    const writes = open.server.calls.filter(({ method }) => method === 'PUT');
    expect(writes.map(({ status }) => status)).toEqual([409, 200]);
    expect(open.zendesk.account.find(1001)).toMatchObject({
      priority: 'high',
      subject: 'Meanwhile',
    });
  });

  it('leaves alone what is so already, and what Zendesk never changes', async () => {
    await using open = await openZendesk({ tickets: 12 });
    const { source, zendesk } = open;
    zendesk.mutations.change(1001, { assigneeId: 902 });
    const same = asked(1001, { kind: 'set-owner', agentRef: '902' });
    expect(await source.write(same, never)).toMatchObject({ words: 'it was so already' });
    expect(await source.write(asked(1005, note), never)).toMatchObject({ kind: 'refused' });
    expect(await source.write(asked(424_242, note), never)).toMatchObject({ kind: 'refused' });
    const noAgent = asked(1001, { kind: 'set-owner', agentRef: '10001' });
    zendesk.account.users.set(10_001, {
      ...{ id: 10_001, name: 'Customer', email: null, role: 'end-user', active: true },
    });
    const refused = await source.write(noAgent, never);
    expect(refused).toMatchObject({ kind: 'refused' });
    expect(JSON.stringify(refused)).toContain('Assignee is no agent');
    expect(open.server.calls.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  it('is unsure when the answer is lost, and then finds what was made', async () => {
    await using open = await openZendesk({ tickets: 3 });
    for (const kinds of [['half-body'], ['error'], ['reset']] as const) {
      const request = { ...asked(1001, note), id: `id-${kinds[0]}` };
      const spares = ({ method }: { method: string }) => method !== 'PUT';
      open.server.setFaults({ rate: 1, seed: 3, kinds, spares });
      expect((await open.source.write(request, never)).kind).toBe('unsure');
      open.server.setFaults(null);
      const marks = open.zendesk.account
        .find(1001)
        ?.comments.filter(({ body }) => body.includes(request.id));
      const expected = marks?.length === 1 ? 'made' : 'not-made';
      expect(await open.source.confirm(request, never)).toBe(expected);
    }
  });

  it('can be tried later when nothing was sent yet', async () => {
    await using open = await openZendesk({ tickets: 3 });
    open.server.setFaults({
      rate: 1,
      seed: 1,
      kinds: ['unavailable'],
      spares: ({ path }) => path === '/oauth/tokens',
    });
    expect((await open.source.write(asked(1001, note), never)).kind).toBe('later');
    expect(open.server.calls.some(({ method }) => method === 'PUT')).toBe(false);
  });

  it('reads tickets by their ids, comments and all', async () => {
    await using open = await openZendesk({ tickets: 5 });
    const rows = await open.source.readTickets(['1001', '1003', '999'], never);
    expect(rows.tickets?.map(({ source_id }) => source_id)).toEqual(['1001', '1003']);
    expect(rows.messages).toHaveLength(6);
    expect(rows.tickets?.[0]?.version).toBe(
      (open.zendesk.account.find(1001)?.generated ?? 0) * 1000,
    );
  });
});
