import { describe, expect, it } from 'vitest';
import { ConfigError, UpstreamError } from '../../../src/core/errors.ts';
import { caught } from '../../contracts/caught.ts';
import { emptyMirror, pullInto } from '../../standins/kit/mirror.ts';
import { openHubSpot } from './open-hubspot.ts';

const HOUR = 3_600_000;
const signal = new AbortController().signal;

const OPTIONAL = [
  ...['crm.objects.owners.read', 'crm.objects.contacts.read', 'crm.objects.companies.read'],
  ...['notes', 'sales-email-read', 'conversations.read', 'crm.objects.feedback_submissions.read'],
];

describe('a key without every scope', () => {
  it('brings tickets all the same, and asks no more for what it may not have', async () => {
    await using open = await openHubSpot({
      tickets: 120,
      threads: 10,
      quirks: { missingScopes: OPTIONAL },
    });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    expect([mirror.tickets.size, mirror.messages.size]).toEqual([120, 0]);
    expect(mirror.tickets.get(String(open.hubspot.account.generation.firstId + 1))).toMatchObject({
      subject: 'Invoice is wrong (1)',
      agent_ref: '73320012',
    });
    expect(open.server.calls.filter(({ status }) => status === 403)).toHaveLength(OPTIONAL.length);
    for (let run = 0; run < 2; run += 1) {
      open.server.forgetCalls();
      open.hubspot.mutations.update(open.hubspot.account.generation.firstId, { subject: 'New' });
      open.hubspot.pass(HOUR);
      await pullInto(mirror, open.source);
      expect(open.server.calls.filter(({ status }) => status === 403)).toEqual([]);
    }
  });

  it('is told of each part it leaves out, and which scope to add', async () => {
    await using open = await openHubSpot({
      tickets: 5,
      quirks: { missingScopes: ['conversations.read'] },
    });
    const check = await open.source.test(signal);
    expect(check.isWorking).toBe(true);
    expect(check.findings.filter(({ isOk }) => !isOk)).toEqual([
      {
        what: 'Messages',
        isOk: false,
        words: 'left out: the key lacks the scope for it',
        remedy: 'Add the scope conversations.read to the key.',
      },
    ]);
    expect(check.seen).toMatchObject({ tickets: 5, agents: 4, pipelines: 2 });
  });

  it('brings what was left out once the scope is there, from the beginning', async () => {
    await using open = await openHubSpot({
      tickets: 20,
      threads: 10,
      quirks: { missingScopes: ['conversations.read'] },
    });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source);
    open.hubspot.quirks.missingScopes = [];
    open.hubspot.pass(25 * HOUR);
    await pullInto(mirror, open.source);
    expect(mirror.messages.size).toBe(40);
  });

  it('can do nothing without tickets, and says which scope that is', async () => {
    await using open = await openHubSpot({ quirks: { missingScopes: ['tickets'] } });
    const error = await caught(pullInto(emptyMirror(), open.source));
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain('Give the key in HUBSPOT_TOKEN the scopes it lacks: tickets.');
    expect((await open.source.test(signal)).isWorking).toBe(false);
  });
});

describe('an account that stops answering', () => {
  it('revokes a key in the middle: what was read stays, and the key is named', async () => {
    await using open = await openHubSpot({ tickets: 300 });
    const mirror = emptyMirror();
    await pullInto(mirror, open.source, { pages: 2 });
    open.hubspot.quirks.isRevoked = true;
    const error = await caught(pullInto(mirror, open.source));
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain('HUBSPOT_TOKEN');
    open.hubspot.quirks.isRevoked = false;
    await pullInto(mirror, open.source);
    expect(mirror.tickets.size).toBe(300);
  });

  it('has had enough for the day: stops at once, until midnight where the account is', async () => {
    await using open = await openHubSpot({ tickets: 300, quirks: { dailyLimit: 9 } });
    const mirror = emptyMirror();
    const error = await caught(pullInto(mirror, open.source));
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error).toMatchObject({ retryAfterMs: 11 * HOUR });
    expect(String(error)).toContain('until 2026-11-20T23:00:00.000Z');
    expect(open.server.calls.filter(({ status }) => status === 429).length).toBeLessThanOrEqual(5);
  });

  it('asks fewer than five searches a second of it, and a window’s worth of all else', async () => {
    await using open = await openHubSpot({
      tickets: 1000,
      sharedModifiedAt: '2026-11-20T11:30:00Z',
      quirks: { searchLimit: 5, burstLimit: 100 },
    });
    const waits: number[] = [];
    const source = open.connect({
      http: {
        sleep: async (ms) => {
          waits.push(ms);
          open.hubspot.pass(ms);
        },
      },
    });
    await source.test(signal);
    expect(waits.filter((ms) => ms > 0 && ms <= 1000).length).toBeGreaterThan(0);
    expect(open.server.calls.filter(({ status }) => status === 429)).toEqual([]);
  });

  it('answers JSON of another shape: says what is missing', async () => {
    await using open = await openHubSpot({ tickets: 5, quirks: { isOtherShape: true } });
    const error = await caught(pullInto(emptyMirror(), open.source));
    expect(error).toBeInstanceOf(UpstreamError);
    expect(String(error)).toContain("isn't the one this API gives (missing `results`)");
  });
});
