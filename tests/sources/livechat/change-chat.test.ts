import { describe, expect, it } from 'vitest';
import type { TicketChange, WriteRequest } from '../../../src/sources/sync/ticket-source.ts';
import { MARA, TARIQ } from '../../standins/livechat/people.ts';
import { ALL_SCOPES } from '../../standins/livechat/quirks.ts';
import { type OpenLiveChat, openLiveChat } from './open-livechat.ts';

const never = new AbortController().signal;
const note: TicketChange = { kind: 'add-note', text: 'Escalated to the on-call lead' };
const close: TicketChange = { kind: 'set-status', status: 'solved' };
const handOver: TicketChange = { kind: 'set-owner', agentRef: TARIQ.id };

const asked = (ticketRef: string, change: TicketChange): WriteRequest => ({
  id: 'c0ffee01',
  ticketRef,
  change,
});

/** A chat that is going on, with Mara in it. */
function running({ livechat: { mutations } }: OpenLiveChat): string {
  const id = mutations.open();
  mutations.customer(id, 'Hello');
  mutations.assign(id, MARA.id);
  return id;
}

const writesOf = ({ server }: OpenLiveChat): readonly string[] =>
  server.calls
    .map(({ target }) => target.split('/').at(-1) ?? '')
    .filter((method) => !/^(?:list|get)_/.test(method));

describe('changing a LiveChat chat', () => {
  it.each([
    ['hands it over', handOver, 'transfer_chat'],
    ['ends it', close, 'deactivate_chat'],
    ['writes a note for agents alone', note, 'send_event'],
  ])('%s, once, and finds it made', async (_, change, method) => {
    for (const hasRunningInArchives of [true, false]) {
      await using open = await openLiveChat({ chats: 5, quirks: { hasRunningInArchives } });
      const request = asked(running(open), change);
      expect(await open.source.confirm(request, never)).toBe('not-made');
      expect(await open.source.write(request, never)).toMatchObject({ kind: 'done' });
      expect(await open.source.confirm(request, never)).toBe('made');
      expect(writesOf(open)).toEqual([method]);
      expect(await open.source.write(request, never)).toMatchObject({ words: 'it was so already' });
      expect(writesOf(open)).toEqual([method]);
    }
  });

  it('comes in unseen to write a note where the token’s owner isn’t in the chat', async () => {
    await using open = await openLiveChat({ chats: 3 });
    const id = open.livechat.mutations.open();
    open.livechat.mutations.customer(id, 'Hello');
    expect(await open.source.write(asked(id, note), never)).toMatchObject({ kind: 'done' });
    expect(writesOf(open)).toEqual(['add_user_to_chat', 'send_event']);
    const thread = open.livechat.account.find(id);
    expect(thread?.people).toEqual([{ id: MARA.id, isSeen: false }]);
    expect(thread?.events.at(-1)).toMatchObject({
      isPublic: false,
      text: 'Escalated to the on-call lead\n\n[deskhand:c0ffee01]',
    });
    const { chats } = await open.source.readTickets([id], never);
    expect(chats).toMatchObject([{ source_id: id, agent_ref: null }]);
  });

  it('refuses what LiveChat can’t do, and says why', async () => {
    await using open = await openLiveChat({ chats: 5 });
    const id = running(open);
    const over = open.livechat.account.at(2)?.id ?? '';
    const refused = async (ticketRef: string, change: TicketChange): Promise<string> => {
      const outcome = await open.source.write(asked(ticketRef, change), never);
      return outcome.kind === 'refused' ? outcome.reason : outcome.kind;
    };
    expect(await refused(id, { kind: 'set-priority', priority: 'high' })).toContain('no priority');
    expect(await refused(id, { kind: 'set-owner', agentRef: null })).toContain('another one');
    expect(await refused(id, { kind: 'set-owner', agentRef: 'nobody@acme.test' })).toContain(
      'Target agent does not exist',
    );
    expect(await refused(id, { kind: 'set-status', status: 'pending' })).toContain('only be ended');
    expect(await refused(id, { kind: 'add-note', text: 'x'.repeat(20_000) })).toContain('16 KB');
    expect(await refused(over, note)).toContain('has ended');
    expect(await refused(over, handOver)).toContain('has ended');
    expect(await refused('K0', note)).toBe('LiveChat has no chat K0');
    expect(await open.source.confirm(asked('K0', note), never)).toBe('not-made');
    expect(writesOf(open)).toEqual(['transfer_chat']);
  });

  it('refuses when the chat ends meanwhile, and where the token may not write', async () => {
    await using open = await openLiveChat({ chats: 2 });
    const id = running(open);
    const source = open.connect({
      http: {
        limits: {},
        fetch: (url, init) => {
          if (String(url).endsWith('transfer_chat')) open.livechat.mutations.end(id);
          return fetch(url, init);
        },
      },
    });
    const outcome = await source.write(asked(id, handOver), never);
    expect(outcome).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('has ended'),
    });
    open.livechat.quirks.scopes = ALL_SCOPES.filter((scope) => scope !== 'chats--all:rw');
    const forbidden = await open.source.write(asked(running(open), close), never);
    expect(forbidden).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('chats--all:rw'),
    });
  });

  it('is unsure when the answer is lost, and then finds what was made', async () => {
    await using open = await openLiveChat({ chats: 2 });
    for (const kinds of [['half-body'], ['error'], ['reset']] as const) {
      const request = { ...asked(running(open), note), id: `id-${kinds[0]}` };
      open.server.setFaults({
        ...{ rate: 1, seed: 3, kinds },
        spares: ({ path }) => !path.endsWith('send_event'),
      });
      expect((await open.source.write(request, never)).kind).toBe('unsure');
      open.server.setFaults(null);
      const isThere = open.livechat.account
        .find(request.ticketRef)
        ?.events.some(({ text }) => text?.includes(request.id));
      expect(await open.source.confirm(request, never)).toBe(isThere ? 'made' : 'not-made');
    }
  });

  it('can be tried later while nothing can be read', async () => {
    await using open = await openLiveChat({ chats: 2 });
    const request = asked(running(open), close);
    open.server.setFaults({ rate: 1, seed: 1, kinds: ['unavailable'] });
    expect((await open.source.write(request, never)).kind).toBe('later');
    expect(writesOf(open)).toEqual([]);
  });
});
