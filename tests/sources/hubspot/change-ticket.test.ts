import { describe, expect, it } from 'vitest';
import type { TicketChange } from '../../../src/sources/sync/ticket-source.ts';
import { openHubSpot } from './open-hubspot.ts';

const signal = new AbortController().signal;

const request = (ticketRef: number, change: TicketChange) => ({
  id: 'a1b2c3',
  ticketRef: String(ticketRef),
  change,
});

describe('a change made in HubSpot', () => {
  it('sets owner, priority and the first fitting stage of the ticket’s own pipeline', async () => {
    await using open = await openHubSpot();
    const { account, mutations } = open.hubspot;
    const id = mutations.create({ hs_pipeline: '41100023', hs_pipeline_stage: '41100031' });
    const changes: readonly TicketChange[] = [
      { kind: 'set-owner', agentRef: '73320012' },
      { kind: 'set-priority', priority: 'high' },
      { kind: 'set-status', status: 'solved' },
    ];
    for (const change of changes) {
      expect((await open.source.write(request(id, change), signal)).kind).toBe('done');
      expect(await open.source.confirm(request(id, change), signal)).toBe('made');
    }
    expect(account.held(id).properties).toMatchObject({
      hubspot_owner_id: '73320012',
      hs_ticket_priority: 'HIGH',
      hs_pipeline_stage: '41100032',
    });
    await open.source.write(request(id, { kind: 'set-owner', agentRef: null }), signal);
    expect(account.held(id).properties.hubspot_owner_id).toBeNull();
  });

  it('keeps the stage a ticket is in where that means the status asked for', async () => {
    await using open = await openHubSpot();
    const { account, mutations } = open.hubspot;
    const id = mutations.create({ hs_pipeline_stage: '3' });
    await open.source.write(request(id, { kind: 'set-status', status: 'open' }), signal);
    expect(account.held(id).properties.hs_pipeline_stage).toBe('3');
    await open.source.write(request(id, { kind: 'set-status', status: 'pending' }), signal);
    expect(account.held(id).properties.hs_pipeline_stage).toBe('2');
  });

  it('refuses a stage the pipeline hasn’t, with those it has', async () => {
    await using open = await openHubSpot();
    const id = open.hubspot.mutations.create({
      hs_pipeline: '41100023',
      hs_pipeline_stage: '41100031',
    });
    const pending = request(id, { kind: 'set-status', status: 'pending' });
    expect(await open.source.write(pending, signal)).toEqual({
      kind: 'refused',
      reason:
        'the ticket’s pipeline doesn’t have a stage that means pending, only Sent back, Refunded',
    });
  });

  it('writes a note once, though its answer was lost, and finds it by its mark', async () => {
    await using open = await openHubSpot();
    const { account, mutations } = open.hubspot;
    const id = mutations.create();
    for (let other = 0; other < 5; other += 1) mutations.note(id, `<p>Other ${other}</p>`);
    const note = request(id, { kind: 'add-note', text: 'Fish & <chips>' });
    open.server.setFaults({ rate: 1, seed: 1, kinds: ['half-body'] });
    const outcome = await open.source.write(note, signal);
    expect(outcome.kind).toBe('unsure');
    expect(open.server.counts.requests).toBe(1);
    open.server.setFaults(null);
    const isThere = account.notes.size === 6;
    expect(await open.source.confirm(note, signal)).toBe(isThere ? 'made' : 'not-made');
    if (!isThere) await open.source.write(note, signal);
    expect(await open.source.confirm(note, signal)).toBe('made');
    const bodies = [...account.notes.values()].map(({ properties }) => properties.hs_note_body);
    expect(bodies.filter((body) => body?.includes('Fish &amp; &lt;chips&gt;'))).toHaveLength(1);
  });

  it('puts off what it could not send, and says for how long', async () => {
    await using open = await openHubSpot({ quirks: { dailyLimit: 0 } });
    const id = open.hubspot.mutations.create();
    const note = request(id, { kind: 'add-note', text: 'Later' });
    expect(await open.source.write(note, signal)).toMatchObject({
      kind: 'later',
      retryAfterMs: 12 * 3_600_000 - 0,
    });
  });
});
