import { describe, expect, it } from 'vitest';
import type { StandInAnswer } from '../kit/stand-in.ts';
import {
  createStandIn,
  type HubSpotStandIn,
  type HubSpotStandInOptions,
  TOKEN,
} from './create-stand-in.ts';

type Results = { readonly id: string; readonly properties: Record<string, string | null> }[];
type Body = {
  readonly results: Results;
  readonly total: number;
  readonly paging?: { readonly next: { readonly after: string } };
};

const open = (options: HubSpotStandInOptions = {}): HubSpotStandIn =>
  createStandIn({ now: '2026-11-20T12:00:00Z', ...options });

function ask(
  { handler }: HubSpotStandIn,
  method: string,
  target: string,
  body: unknown = null,
): StandInAnswer & { readonly body: Body } {
  const { pathname: path, searchParams: query } = new URL(target, 'http://stand-in');
  const headers = { authorization: `Bearer ${TOKEN}` };
  const answer = handler({ method, path, query, target, headers, body }) as StandInAnswer;
  // Everything asked for here answers with a body of this shape, or an error's.
  return answer as StandInAnswer & { readonly body: Body };
}

const SEARCH = {
  filterGroups: [],
  sorts: ['hs_object_id'],
  properties: ['subject'],
  limit: 200,
  after: '0',
};
const TICKETS = '/crm/v3/objects/tickets';

const search = (hubspot: HubSpotStandIn, body: object = {}) =>
  ask(hubspot, 'POST', `${TICKETS}/search`, { ...SEARCH, ...body });

const where = (propertyName: string, operator: string, value: string) => ({
  filterGroups: [{ filters: [{ propertyName, operator, value }] }],
});

describe('a HubSpot account’s stand-in', () => {
  it('answers to the same in both families of paths, and to nobody without the key', () => {
    const hubspot = open({ tickets: 3 });
    const [old, young] = [TICKETS, '/crm/objects/2026-09/tickets'].map(
      (path) => ask(hubspot, 'GET', `${path}?limit=2&archived=false`).body,
    );
    expect(old?.results).toEqual(young?.results);
    const stranger = hubspot.handler({
      ...{ method: 'GET', path: TICKETS, query: new URLSearchParams(), target: TICKETS },
      ...{ headers: {}, body: null },
    });
    expect(stranger).toMatchObject({ status: 401 });
  });

  it.each([
    ['more than 200 a page', { limit: 201 }],
    ['an operator that isn’t one', where('subject', 'LIKE', 'x')],
    ['two sorts', { sorts: ['subject', 'createdate'] }],
    ['a number for an offset', { after: 0 }],
    ['an offset past the window', { after: '9900' }],
    ['something it doesn’t know', { page: 2 }],
  ])('refuses a search with %s', (_, body) => {
    expect(search(open(), body).status).toBe(400);
  });

  it('refuses a search that leaves something out', () => {
    const { properties: _, ...rest } = SEARCH;
    expect(ask(open(), 'POST', `${TICKETS}/search`, rest).status).toBe(400);
  });

  it('leaves paging out at the end, and properties that don’t exist', () => {
    const hubspot = open({ tickets: 201 });
    const first = search(hubspot, { properties: ['subject', 'no_such_thing'] }).body;
    expect(first.paging?.next.after).toBe('200');
    expect(Object.keys(first.results[0]?.properties ?? {})).not.toContain('no_such_thing');
    expect(search(hubspot, { after: '200' }).body).not.toHaveProperty('paging');
    expect(Number(first.results[0]?.id)).toBeGreaterThan(2 ** 31);
  });

  it('finds nothing by the name that only contacts’ changes have', () => {
    const hubspot = open({ tickets: 5 });
    expect(search(hubspot, where('lastmodifieddate', 'GTE', '0')).body.results).toEqual([]);
    expect(search(hubspot, where('hs_lastmodifieddate', 'GTE', '0')).body.results).toHaveLength(5);
  });

  it('takes notice of a change in search later than by id', () => {
    const hubspot = open({ tickets: 2, quirks: { indexLagMs: 30_000 } });
    const id = hubspot.account.generation.firstId;
    search(hubspot);
    hubspot.mutations.update(id, { subject: 'Changed' });
    const inSearch = () => search(hubspot).body.results[0]?.properties.subject;
    const byId = ask(hubspot, 'GET', `${TICKETS}/${id}?properties=subject`).body as unknown;
    expect(byId).toMatchObject({ properties: { subject: 'Changed' } });
    expect(inSearch()).toBe('Where is my parcel (0)');
    hubspot.pass(30_000);
    expect(inSearch()).toBe('Changed');
  });

  it('echoes what was written to it as a change', () => {
    const hubspot = open({ tickets: 2 });
    const { firstId } = hubspot.account.generation;
    const properties = { hs_ticket_priority: 'URGENT' };
    ask(hubspot, 'PATCH', `${TICKETS}/${firstId}`, { properties });
    const since = String(hubspot.account.now());
    expect(search(hubspot, where('hs_lastmodifieddate', 'GTE', since)).body.results).toHaveLength(
      1,
    );
    const unknown = { properties: { hs_pipeline_stage: '999' } };
    expect(ask(hubspot, 'PATCH', `${TICKETS}/${firstId}`, unknown).status).toBe(400);
  });

  it('keeps deleted tickets in the bin, and merged ones nowhere', () => {
    const hubspot = open({ tickets: 4 });
    const { firstId } = hubspot.account.generation;
    hubspot.mutations.remove(firstId);
    hubspot.mutations.merge(firstId + 1, firstId + 2);
    const listed = (archived: boolean) =>
      ask(hubspot, 'GET', `${TICKETS}?archived=${archived}&limit=100`).body.results.map(
        ({ id }) => Number(id) - firstId,
      );
    expect([listed(false), listed(true)]).toEqual([[1, 3], [0]]);
    expect(search(hubspot).body.results).toHaveLength(2);
    const survivor = ask(hubspot, 'GET', `${TICKETS}/${firstId + 2}`).body as unknown;
    expect(survivor).toMatchObject({ id: String(firstId + 1) });
    hubspot.mutations.restore(firstId);
    expect(listed(false)).toEqual([0, 1, 3]);
  });

  it('says 429 to a sixth search within a second', () => {
    const hubspot = open({ quirks: { searchLimit: 5 } });
    const statuses = Array.from({ length: 6 }, () => search(hubspot).status ?? 200);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    hubspot.pass(1000);
    expect(search(hubspot).status).toBeUndefined();
  });

  it('holds a million tickets without making them, 25,000 of one moment among them', () => {
    const large = open({ tickets: 1_000_000, everyMs: 1000 });
    const last = String(large.account.lastTicketId - 1);
    expect(search(large, where('hs_object_id', 'GT', last)).body.results).toHaveLength(1);
    expect(search(large).body.total).toBe(1_000_000);
    expect(large.account.tickets.size).toBe(0);
    const shared = open({ tickets: 25_000, sharedModifiedAt: '2026-11-20T11:00:00Z' });
    const at = String(Date.parse('2026-11-20T11:00:00Z'));
    expect(search(shared, where('hs_lastmodifieddate', 'EQ', at)).body.paging).toBeDefined();
  });
});
