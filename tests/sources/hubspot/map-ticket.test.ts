import { describe, expect, it } from 'vitest';
import type { CrmObject } from '../../../src/sources/hubspot/answers.ts';
import { type Labels, stageStatus } from '../../../src/sources/hubspot/labels.ts';
import { mapTicket, type TicketDetails } from '../../../src/sources/hubspot/map-ticket.ts';
import { plainText } from '../../../src/sources/hubspot/values.ts';

const labels: Labels = {
  readAt: 0,
  account: { portalId: 44, zone: 'Europe/Copenhagen', domain: 'app-eu1.hubspot.com' },
  stages: { '0/1': 'open', '0/4': 'closed' },
  owners: {},
  categories: { BILLING: 'Billing issue', VAT: 'VAT' },
  channels: { WHATSAPP_42: 'WhatsApp' },
  properties: [],
  strangers: [],
};

const ticket = (properties: Record<string, string | null>): CrmObject => ({
  id: '301',
  properties: {
    createdate: '2026-11-19T08:00:00.000Z',
    hs_lastmodifieddate: '2026-11-20T09:00:00.000Z',
    hs_pipeline: '0',
    hs_pipeline_stage: '1',
    ...properties,
  },
  propertiesWithHistory: null,
  createdAt: '2026-11-19T08:00:00.000Z',
  updatedAt: '2026-11-20T09:00:00.000Z',
  archivedAt: null,
});

function rowOf(properties: Record<string, string | null>, details: TicketDetails | null = null) {
  const mapped = mapTicket(ticket(properties), labels, details);
  if ('reason' in mapped) throw new Error(mapped.reason);
  return mapped.ticket;
}

describe('a HubSpot ticket', () => {
  it('was first answered so long after its creation, else when the answer is dated', () => {
    expect(rowOf({ time_to_first_agent_reply: '1512000' }).first_response_at).toBe(
      '2026-11-19T08:25:12.000Z',
    );
    expect(rowOf({ first_agent_reply_date: '2026-11-19T09:00:00Z' }).first_response_at).toBe(
      '2026-11-19T09:00:00.000Z',
    );
    expect(rowOf({}).first_response_at).toBeNull();
  });

  it('is closed only in a closed stage, or in one nobody knows', () => {
    const closed_date = '2026-11-20T08:00:00.000Z';
    const closedIn = (hs_pipeline_stage: string) => rowOf({ hs_pipeline_stage, closed_date });
    expect(closedIn('4')).toMatchObject({ resolved_at: closed_date, closed_at: closed_date });
    expect(closedIn('1')).toMatchObject({ resolved_at: null, closed_at: null });
    expect(closedIn('77')).toMatchObject({ resolved_at: closed_date, closed_at: closed_date });
    expect(rowOf({ hs_pipeline_stage: '4', time_to_close: '3600000' }).closed_at).toBe(
      '2026-11-19T09:00:00.000Z',
    );
  });

  it('takes the first of several categories, and all of them for tags', () => {
    expect(rowOf({ hs_ticket_category: 'VAT;BILLING' })).toMatchObject({
      category: 'VAT',
      tags: ['VAT', 'Billing issue'],
    });
    expect(rowOf({ hs_ticket_category: 'OWN_ONE' })).toMatchObject({
      category: 'OWN_ONE',
      tags: [],
    });
  });

  it('says its channel in words, the account’s own ones too', () => {
    const channels = ['EMAIL', 'PHONE', 'WHATSAPP_42', 'FRONT_DESK', null].map(
      (source_type) => rowOf({ source_type }).channel,
    );
    expect(channels).toEqual(['Email', 'Phone', 'WhatsApp', 'Front desk', null]);
  });

  it('has no owner where the value is empty, and no priority where it is none of the four', () => {
    expect(rowOf({ hubspot_owner_id: '', hs_ticket_priority: 'P1' })).toMatchObject({
      agent_ref: null,
      priority: null,
    });
  });

  it('fills what search left out from the ticket read by id, unless that is an older state', () => {
    const closed = { hs_pipeline_stage: '4', time_to_first_agent_reply: null };
    const whole = ticket({
      time_to_first_agent_reply: '60000',
      closed_date: '2026-11-20T08:00:00Z',
    });
    expect(rowOf(closed, { customer: null, whole })).toMatchObject({
      first_response_at: '2026-11-19T08:01:00.000Z',
      closed_at: '2026-11-20T08:00:00.000Z',
    });
    const older = ticket({
      time_to_first_agent_reply: '60000',
      hs_lastmodifieddate: '2026-11-20T08:59:00.000Z',
    });
    expect(rowOf(closed, { customer: null, whole: older }).first_response_at).toBeNull();
  });

  it('leaves the customer alone where who asked couldn’t be read', () => {
    expect(rowOf({}, { customer: null, whole: null })).not.toHaveProperty('customer_email');
  });

  it.each(['createdate', 'hs_lastmodifieddate'])(
    'is put aside with a %s that is no time',
    (name) => {
      const broken = { ...ticket({ [name]: 'soon' }), createdAt: null, updatedAt: null };
      expect(mapTicket(broken, labels, null)).toMatchObject({
        entity: 'tickets',
        source_id: '301',
        reason: `${name} is no time (soon)`,
      });
    },
  );
});

describe('a stage', () => {
  const stage = (label: string, metadata: Record<string, unknown> = {}) =>
    stageStatus({ id: '1', label, displayOrder: 0, metadata });

  it('is closed as the account has it, pending by its label, else open', () => {
    expect(stage('Whatever', { ticketState: 'CLOSED' })).toBe('closed');
    expect(stage('Closed?', { ticketState: 'OPEN', isClosed: 'true' })).toBe('open');
    expect(stage('Done', { isClosed: 'true' })).toBe('closed');
    expect(stage('Waiting on contact')).toBe('pending');
    expect(stage('On hold')).toBe('pending');
    expect(stage('Waiting on us')).toBe('open');
  });
});

it('reads what was written out of HTML', () => {
  expect(plainText('<style>p{}</style><p>Fish &amp; chips<br>to&nbsp;go</p><p>&amp;lt;</p>')).toBe(
    'Fish & chips\nto go\n&lt;',
  );
});
