import { describe, expect, it } from 'vitest';
import type { CrmObject } from '../../../src/sources/hubspot/answers.ts';
import { mapRating, widenRanges } from '../../../src/sources/hubspot/map-rating.ts';

const submission = (properties: Record<string, string | null>): CrmObject => ({
  id: '7100',
  properties: {
    hs_survey_type: 'CSAT',
    hs_survey_id: '12',
    hs_ticket_id: '301',
    hs_lastmodifieddate: '2026-11-20T10:00:01.000Z',
    hs_submission_timestamp: '2026-11-20T10:00:00Z',
    ...properties,
  },
  propertiesWithHistory: null,
  createdAt: '2026-11-20T10:00:01.000Z',
  updatedAt: '2026-11-20T10:00:01.000Z',
  archivedAt: null,
});

const rated = (values: readonly (readonly [string, string | null])[]) => {
  const submissions = values.map(([hs_value, hs_response_group]) =>
    submission({ hs_value, hs_response_group }),
  );
  const ranges = widenRanges({}, submissions);
  return submissions.map((one) => {
    const row = mapRating(one, null, ranges);
    return row && 'rating' in row ? [row.scale, row.score, row.rating] : row;
  });
};

describe('a rating', () => {
  it('is on 1–5 where the survey was seen to go past 2', () => {
    expect(
      rated([
        ['5', null],
        ['2', null],
      ]),
    ).toEqual([
      ['CSAT 1–5', 1, 5],
      ['CSAT 1–5', 0.25, 2],
    ]);
  });

  it('is on 0–2 where the survey was seen to go down to 0', () => {
    expect(
      rated([
        ['0', null],
        ['1', null],
        ['2', null],
      ]),
    ).toEqual([
      ['CSAT 0–2', 0, 1],
      ['CSAT 0–2', 0.5, 3],
      ['CSAT 0–2', 1, 5],
    ]);
  });

  it('goes by how HubSpot groups it where the number fits both', () => {
    expect(rated([['2', 'happy']])).toEqual([['CSAT 0–2', 1, 5]]);
    expect(rated([['2', 'unhappy']])).toEqual([['CSAT 1–5', 0.25, 2]]);
  });

  it('says nothing while nobody can tell', () => {
    expect(rated([['2', null]])).toEqual([['CSAT', null, null]]);
  });

  it('is none where the survey asked something else: its answer is kept as it came', () => {
    const row = mapRating(submission({ hs_survey_type: 'NPS', hs_value: '9' }), null, {});
    expect(row).toMatchObject({ raw: '9', scale: 'NPS', score: null, rating: null });
  });

  it('belongs to the ticket it is associated with where it names none', () => {
    const unnamed = submission({ hs_value: '5', hs_ticket_id: null });
    expect(mapRating(unnamed, '77', {})).toMatchObject({ conversation_ref: '77' });
    expect(mapRating(unnamed, null, {})).toBeNull();
  });
});
