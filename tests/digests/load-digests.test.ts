import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/core/errors.ts';
import { loadDigests } from '../../src/digests/load-digests.ts';

const TEAM = { zone: 'America/Halifax' };
const load = (text: string) => loadDigests(text, 'config/digests.yaml', TEAM);

const problemsOf = (text: string): readonly string[] => {
  try {
    load(text);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('config/digests.yaml', () => {
  it('ships a daily and a weekly digest, off until they have a channel', () => {
    const path = join(import.meta.dirname, '..', '..', 'config', 'digests.yaml');
    const digests = load(readFileSync(path, 'utf8'));
    expect(
      digests.map(({ name, schedule, zone, channel }) => [name, schedule.line, zone, channel]),
    ).toEqual([
      ['daily', '0 9 * * 1-5', 'America/Halifax', null],
      ['weekly', '0 9 * * 1', 'America/Halifax', null],
    ]);
  });

  it('holds everything a digest can be told', () => {
    const [digest] = load(`
digests:
  - name: morning
    title: Good morning
    schedule: 30 8 * * 1-5
    zone: Europe/Berlin
    channel: C0123456789
    owner: U0123456789
    sections:
      - tickets yesterday
      - { ask: open tickets, title: Waiting, bound: above 20 }
      - { ask: CSAT last week, bound: below 90 % }
      - { ask: first response time yesterday, bound: above 4 h }
    compare: week before
    skip_when_empty: true
    mention_on_breach: group S0123456789
    grace: 90 min
    paused: true
`);
    expect(digest).toEqual({
      name: 'morning',
      title: 'Good morning',
      schedule: { line: '30 8 * * 1-5', words: 'every weekday at 08:30' },
      zone: 'Europe/Berlin',
      channel: 'C0123456789',
      owner: 'U0123456789',
      sections: [
        { title: null, question: 'tickets yesterday', plan: null, bound: null },
        {
          title: 'Waiting',
          question: 'open tickets',
          plan: null,
          bound: { op: 'above', value: 20 },
        },
        { title: null, question: 'CSAT last week', plan: null, bound: { op: 'below', value: 0.9 } },
        {
          title: null,
          question: 'first response time yesterday',
          plan: null,
          bound: { op: 'above', value: 14_400 },
        },
      ],
      compare: 'week-before',
      skipWhenEmpty: true,
      mentionOnBreach: { kind: 'group', id: 'S0123456789' },
      graceMs: 5_400_000,
      paused: true,
      from: 'file',
      judged: false,
    });
  });

  it('may be empty, and takes a zone from the schedule’s words', () => {
    expect(load('')).toEqual([]);
    expect(load('digests:')).toEqual([]);
    const [digest] = load(
      'digests: [{ name: a, schedule: daily at 9 London time, sections: [tickets] }]',
    );
    expect(digest).toMatchObject({ zone: 'Europe/London', title: 'a', graceMs: 10_800_000 });
  });

  it.each([
    ['here', { kind: 'here' }],
    ['"@channel"', { kind: 'channel' }],
    ['U0123456789', { kind: 'user', id: 'U0123456789' }],
    ['user W0123456789', { kind: 'user', id: 'W0123456789' }],
  ])('calls %s', (text, mention) => {
    const [digest] = load(
      `digests: [{ name: a, schedule: "@daily", sections: [tickets], mention_on_breach: ${text} }]`,
    );
    expect(digest?.mentionOnBreach).toEqual(mention);
  });

  it('names every mistake by its line', () => {
    expect(
      problemsOf(`digests:
  - name: Two words
    schedule: every weekday
    sections: []
  - name: b
    schedule: 61 9 * * *
    zone: Mars/Base
    channel: "#support"
    sections: [tickets]
    mention_on_breach: everyone
    grace: soon
    colour: red
`),
    ).toEqual([
      expect.stringMatching(/^config\/digests\.yaml:2: name: must be one word/),
      expect.stringMatching(/:3: schedule: “every weekday” is not clear: At what time.*08:00/),
      expect.stringMatching(/:4: sections: at least one question/),
      expect.stringMatching(/:6: schedule: “61 9 \* \* \*” is no cron line/),
      expect.stringMatching(/:7: zone: is no time zone/),
      expect.stringMatching(/:8: channel: is no id from Slack, such as C0123456789/),
      expect.stringMatching(/:10: mention_on_breach: “everyone” is not like/),
      expect.stringMatching(/:11: grace: “soon” is not like/),
      expect.stringMatching(/:12: unknown key "colour"/),
    ]);
    const twice = `digests:
  - { name: a, schedule: daily at 9, sections: [tickets] }
  - { name: a, schedule: daily at 9, sections: [tickets] }`;
    expect(problemsOf(twice)).toEqual([
      'config/digests.yaml:3: “a” is already another digest’s name',
    ]);
  });
});
