import { describe, expect, it } from 'vitest';
import { readDateShape } from '../../../../src/sources/files/values/date-shapes.ts';
import { durationSeconds, unitInHeader } from '../../../../src/sources/files/values/durations.ts';
import { readFlag } from '../../../../src/sources/files/values/flags.ts';
import { findRatingScale, readRating } from '../../../../src/sources/files/values/ratings.ts';
import {
  readAuthorKind,
  readPriority,
  readRole,
  readStatus,
} from '../../../../src/sources/files/values/words.ts';

describe('a written date', () => {
  it.each([
    ['2026-03-12T10:00:00Z', '%Y-%m-%dT%H:%M:%S', 'utc'],
    ['2026-03-12 10:00:00.123+02:00', '%Y-%m-%d %H:%M:%S.%g', 'offset'],
    ['12/3/2026 9:05', '%d/%m/%Y %H:%M', 'none'],
    ['12.03.26', '%d.%m.%y', 'none'],
    ['03/12/2026 03:04:05 PM', '%d/%m/%Y %I:%M:%S %p', 'none'],
    ['12 Mar 2026', '%d %b %Y', 'none'],
    ['Mar 12, 2026 3:04 PM', '%b %d, %Y %I:%M %p', 'none'],
    ['March 12, 2026', '%B %d, %Y', 'none'],
    ['Thu, 12 Mar 2026 15:04:05 +0200', '%a, %d %b %Y %H:%M:%S', 'offset'],
    ['12/Mar/26 3:04 PM', '%d/%b/%y %I:%M %p', 'none'],
    ['20260312', '%Y%m%d', 'none'],
    ['22072025', '%d%m%Y', 'none'],
  ])('%s is read as %s', (text, format, zone) => {
    expect(readDateShape(text)).toMatchObject({ format, zone });
  });

  it.each([
    ['3/25/2026, 2:23:00\u202fPM', '%d/%m/%Y, %I:%M:%S %p', 'none'],
    ['6/25/2026 12:30 p.m.', '%d/%m/%Y %I:%M %p', 'none'],
    ['Mar 5th, 2026', '%b %d, %Y', 'none'],
    ['Thu Mar 05 2026 14:23:00 GMT+0100 (Central European Time)', '%a %b %d %Y %H:%M:%S', 'offset'],
    ['Tue Oct 31 22:10:47 +0000 2017', '%a %b %d %Y %H:%M:%S', 'offset'],
    ['2026-03-05 14:23:00 EST', '%Y-%m-%d %H:%M:%S', 'offset'],
    ['05.03.2026, 14:23 Uhr', '%d.%m.%Y, %H:%M', 'none'],
    ['20260305142300', '%Y-%m-%d %H:%M:%S', 'none'],
  ])('%s is read without what it needn’t say', (text, format, zone) => {
    expect(readDateShape(text)).toMatchObject({ format, zone });
  });

  it('may be a number of seconds, milliseconds or days', () => {
    expect(readDateShape('1773312000')?.number).toBe('unix-seconds');
    expect(readDateShape('1773312000000')?.number).toBe('unix-ms');
    expect(readDateShape('46093.5')?.number).toBe('excel');
  });

  it.each(['soon', '12', '1.2.3', '2026', 'May', '10:00', '2026-03-12 late'])(
    '%s is none',
    (text) => {
      expect(readDateShape(text)).toBeNull();
    },
  );
});

describe('a duration', () => {
  it.each([
    ['01:30:00', 5_400],
    ['125:30:00', 451_800],
    ['2h 5m', 7_500],
    ['1 day 3 hours', 97_200],
    ['PT1H30M', 5_400],
    ['P1DT2H', 93_600],
    ['1.02:03:04', 93_784],
  ])('%s says its own unit', (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });

  it('takes its unit from the header', () => {
    expect(unitInHeader('first_response_time_in_hrs')).toBe('hours');
    expect(unitInHeader('first_reply_time_in_minutes')).toBe('minutes');
    expect(unitInHeader('resolution_ms')).toBe('ms');
    expect(unitInHeader('time_to_close_hh_mm_ss')).toBeNull();
  });
});

describe('a state', () => {
  it.each([
    ['New', 'open'],
    ['Re-opened', 'open'],
    ['In Progress', 'open'],
    ['Active', 'open'],
    ['Waiting for support', 'open'],
    ['Awaiting User Info', 'pending'],
    ['On-hold', 'pending'],
    ['Waiting on contact', 'pending'],
    ['Pending', 'pending'],
    ['Resolved', 'solved'],
    ['Done', 'solved'],
    ['Resolve ticket', 'solved'],
    ['Closed', 'closed'],
    ['Cancelled', 'closed'],
    ['Unresolved', 'open'],
    ['Deleted', 'closed'],
    ['Gelöst', 'solved'],
    ['En attente', 'pending'],
    ['Chiuso', 'closed'],
  ])('%s means %s', (text, status) => {
    expect(readStatus(text, 'file')).toBe(status);
  });

  it('that no system knows is left to the team', () => {
    expect(readStatus('Parked in limbo', 'file')).toBeNull();
  });

  it('may be a number, by the system', () => {
    expect([2, 3, 4, 5].map((code) => readStatus(String(code), 'freshdesk'))).toEqual([
      'open',
      'pending',
      'solved',
      'closed',
    ]);
  });
});

describe('a priority', () => {
  it.each([
    ['1', 'urgent'],
    ['4', 'low'],
    ['3 - Moderate', 'medium'],
    ['1 - Critical', 'urgent'],
    ['P2', 'high'],
    ['Normal', 'medium'],
    ['Highest', 'urgent'],
    ['Blocker', 'urgent'],
    ['Minor', 'low'],
    ['URGENT', 'urgent'],
    ['Low', 'low'],
  ])('%s means %s', (text, priority) => {
    expect(readPriority(text, 'file')).toBe(priority);
  });

  it('runs the other way in Freshdesk', () => {
    expect([1, 2, 3, 4].map((code) => readPriority(String(code), 'freshdesk'))).toEqual([
      'low',
      'medium',
      'high',
      'urgent',
    ]);
  });
});

describe('a rating', () => {
  const read = (values: readonly string[]) =>
    values.map((value) => readRating(value, findRatingScale(values, 'file')));

  it('is on the scale all values fit on', () => {
    expect(read(['1', '3', '5'])).toEqual([1, 3, 5]);
    expect(read(['0', '5', '10'])).toEqual([1, 3, 5]);
    expect(read(['0', '50', '100'])).toEqual([1, 3, 5]);
    expect(read(['0', '1'])).toEqual([1, 5]);
    expect(read(['103', '100', '-103'])).toEqual([5, 3, 1]);
    expect(read(['4', '7'])[0]).toBeCloseTo(2.6);
  });

  it('may be words, stars or thumbs', () => {
    expect(read(['Good', 'Bad', 'Offered', 'rated good', 'not rated'])).toEqual([
      5,
      1,
      null,
      5,
      null,
    ]);
    expect(read(['★★★★☆', '5 stars', '4/5', '8/10', '👍', '👎'])).toEqual([4, 5, 4, 4.2, 5, 1]);
    expect(read(['Extremely Happy', 'Neutral', 'Very Unhappy'])).toEqual([5, 3, 1]);
  });

  it('is nothing outside its scale', () => {
    expect(read(['0', '3', '5'])).toEqual([null, 3, 5]);
  });
});

describe('words', () => {
  it('for yes and no are read in many forms', () => {
    expect(['Yes', 'true', '1', 'x', 'no', 'FALSE', '0', '3'].map(readFlag)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      true,
    ]);
    expect(readFlag('perhaps')).toBeUndefined();
  });

  it('for authors and roles are folded', () => {
    expect(
      ['end-user', 'Visitor', 'INCOMING', 'admin', 'operator', 'Chatbot', 'automation'].map(
        readAuthorKind,
      ),
    ).toEqual(['customer', 'customer', 'customer', 'agent', 'agent', 'bot', 'system']);
    expect(['Manager', 'Team lead', 'Support agent', 'bot'].map(readRole)).toEqual([
      'manager',
      'manager',
      'agent',
      'bot',
    ]);
  });
});
