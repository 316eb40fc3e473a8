import { describe, expect, it } from 'vitest';
import type { SystemFreshness } from '../../../src/analytics/facts.ts';
import type { Period } from '../../../src/core/period.ts';
import {
  answer,
  CONTEXT,
  FACTS,
  FIRST_RESPONSE,
  figures,
  found,
  LAST_35_DAYS,
  plain,
  row,
} from './sample.ts';

/** Read to the end a minute before now. */
const HUBSPOT: SystemFreshness = {
  source: 'hubspot',
  label: 'HubSpot',
  readUntil: '2026-11-21T13:39:00.000Z',
  readAt: '2026-11-21T13:39:30.000Z',
  newestAt: '2026-11-21T13:20:00.000Z',
  failingSince: null,
  running: null,
  staleAfterMs: 8 * 3_600_000,
  keptFrom: '2025-11-21T13:40:00.000Z',
  keptDays: 365,
};

/** The answer to one figure over `period`, from a store these systems fill. */
function answered(systems: readonly SystemFreshness[], period: Period = LAST_35_DAYS) {
  const plan = figures({ metrics: [FIRST_RESPONSE], period });
  return answer(
    plan,
    { main: found([row([], 7560, 1284, 0)]) },
    {
      ...CONTEXT,
      facts: { ...FACTS, managers: [], systems },
    },
  );
}
const warned = (...systems: readonly SystemFreshness[]) => answered(systems).warnings.map(plain);

describe('an answer over a support system’s rows', () => {
  it('is as of when that was read, and says nothing more when all is well', () => {
    const { asOf, warnings, provenance } = answered([HUBSPOT]);
    expect(asOf).toBe('2026-11-21T13:39:00.000Z');
    expect(warnings).toEqual([]);
    expect(provenance.freshness.at(-1)).toEqual({
      source: 'HubSpot',
      newestAt: '2026-11-21T13:20:00.000Z',
      loadedAt: '2026-11-21T13:39:30.000Z',
      readUntil: '2026-11-21T13:39:00.000Z',
    });
  });

  it('says when it was not read lately', () => {
    expect(warned({ ...HUBSPOT, readUntil: '2026-11-19T12:00:00.000Z' })).toEqual([
      'HubSpot was last read 2 d 2 h ago: what changed there after 19 Nov 2026 08:00 is missing.',
    ]);
  });

  it('says since when it can’t be read', () => {
    expect(warned({ ...HUBSPOT, failingSince: '2026-11-21T12:00:00.000Z' })).toEqual([
      'Reading HubSpot has failed since 21 Nov 2026 08:00: what changed there after 21 Nov 2026 09:39 is missing. The Data page says why.',
    ]);
  });

  it('says how far it is when it is read for the first time, or never was to the end', () => {
    const never = { ...HUBSPOT, readUntil: null, readAt: null };
    expect(warned({ ...never, running: { part: 0.4 } })).toEqual([
      'HubSpot is being read for the first time: 40 % so far.',
    ]);
    expect(warned({ ...never, running: { part: null } })).toEqual([
      'HubSpot is being read for the first time.',
    ]);
    expect(warned(never)).toEqual([
      'HubSpot has not been read to the end yet. Figures may lack a part of it.',
    ]);
  });

  it('says nothing while it is read again', () => {
    expect(warned({ ...HUBSPOT, running: { part: 0.4 } })).toEqual([]);
  });

  it('says what is not kept when it is asked for', () => {
    const period = {
      ...LAST_35_DAYS,
      start: '2025-10-01T03:00:00.000Z',
      words: 'since October 2025',
    };
    const livechat = { ...HUBSPOT, source: 'livechat', label: 'LiveChat' };
    expect(answered([HUBSPOT, livechat], period).warnings).toEqual([
      'HubSpot and LiveChat conversations older than 21 Nov 2025 are not kept (365 days).',
    ]);
    expect(answered([{ ...HUBSPOT, keptFrom: null }], period).warnings).not.toContain('not kept');
  });
});
