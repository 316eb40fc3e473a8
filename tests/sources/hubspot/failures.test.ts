import { describe, expect, it } from 'vitest';
import { hubSpotFailure, hubSpotLimit } from '../../../src/sources/hubspot/failures.ts';

const NOON = Date.parse('2026-11-20T12:00:00Z');

const judge = (status: number, body: unknown, zone: string | null = 'Europe/Copenhagen') =>
  hubSpotFailure(
    {
      status,
      body,
      headers: new Headers(),
      // Which call it was makes no difference here.
      call: undefined as never,
    },
    { zoneOf: () => zone, now: () => NOON },
  );

describe('an error of HubSpot’s', () => {
  it.each([
    ['SECONDLY', 1000],
    ['TEN_SECONDLY_ROLLING', 10_000],
    ['DAILY', 11 * 3_600_000],
  ])('about the limit %s says how long to wait', (policyName, inMs) => {
    expect(judge(429, { message: 'Too many', policyName })).toMatchObject({ inMs });
  });

  it('about the day’s limit counts to midnight in UTC where the account’s zone isn’t known', () => {
    expect(judge(429, { policyName: 'DAILY' }, null)).toMatchObject({ inMs: 12 * 3_600_000 });
    expect(judge(429, { policyName: 'DAILY' }, 'Nowhere/At_all')).toMatchObject({
      inMs: 12 * 3_600_000,
    });
  });

  it('keeps its words and the id that HubSpot’s support asks for', () => {
    expect(judge(400, { message: 'No such stage', correlationId: 'aeb5' })).toEqual({
      move: 'usual',
      words: 'No such stage (correlation id aeb5)',
    });
  });

  it('names the scopes that are missing, and only HubSpot can say so', () => {
    const body = { errors: [{ context: { requiredGranularScopes: ['tickets', 'tickets'] } }] };
    expect(judge(403, body)).toEqual({
      move: 'final',
      remedy: 'Give the key in HUBSPOT_TOKEN the scopes it lacks: tickets.',
    });
    expect(judge(403, '<html>Blocked</html>')).toEqual({ move: 'retry' });
  });
});

describe('HubSpot’s limit', () => {
  it('is what its headers say, less a little', () => {
    const headers = new Headers({
      'x-hubspot-ratelimit-max': '190',
      'x-hubspot-ratelimit-interval-milliseconds': '10000',
    });
    expect(hubSpotLimit(headers, 'main')).toEqual({ requests: 180, perMs: 10_000 });
    expect(hubSpotLimit(headers, 'search')).toBeNull();
    expect(hubSpotLimit(new Headers(), 'main')).toBeNull();
  });
});
