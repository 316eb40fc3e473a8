import { describe, expect, it } from 'vitest';
import type { Home, TicketLine } from '../../../../src/bot/home/home.ts';
import { formatCount } from '../../../../src/core/format.ts';
import { renderHome, renderHomeNotice } from '../../../../src/surfaces/slack/home/render-home.ts';
import {
  renderPermissions,
  renderRuns,
  renderTested,
} from '../../../../src/surfaces/slack/home/render-modals.ts';
import { sparkline } from '../../../../src/surfaces/slack/home/sparkline.ts';
import { checkView } from '../../../standins/slack/check-blocks.ts';

const NASTY = '<!channel> **x** <https://evil.example|ok> \u202E‮ 👩‍👩‍👧 *b* `c` @here\n'.repeat(20);
const long = (count: number): string => 'ä&<'.repeat(count);

const line = (at: number): TicketLine => ({
  id: `${at}${NASTY}`,
  subject: NASTY,
  priority: NASTY.slice(0, 40),
  age: '3 d 4 h',
  url: at % 2 === 0 ? `https://desk.example/${at}` : null,
});

const home: Home = {
  role: 'admin',
  agent: 'Nova',
  missing: { words: NASTY, next: NASTY },
  sources: Array.from({ length: 12 }, (_, at) => ({
    label: `${at} ${NASTY}`,
    state: (['fresh', 'behind', 'failing', 'reading', 'once'] as const)[at % 5] ?? 'once',
    words: NASTY,
  })),
  figuresTitle: NASTY,
  figures: Array.from({ length: 6 }, (_, at) => ({
    label: long(60) + at,
    value: long(20),
    change: NASTY,
    verdict: 'better' as const,
    trend: [1, null, 3, 0, -2],
    trendWords: '14 days',
    question: `${at} ${NASTY}`.slice(0, 1500),
  })),
  mine: {
    title: long(100),
    lines: Array.from({ length: 5 }, (_, at) => line(at)),
    total: 5000,
    empty: '',
    question: 'my open tickets',
    order: 'oldest',
  },
  breaching: [{ title: 'Late', lines: [], total: 0, empty: 'None', question: null }],
  digests: [
    {
      title: NASTY,
      schedule: NASTY,
      channel: 'C012AB3CD',
      nextAt: '2026-11-23T13:00:00Z',
      isPaused: false,
    },
    { title: 'Weekly', schedule: 'every Monday', channel: '#wrong', nextAt: null, isPaused: true },
  ],
  suggestions: Array.from({ length: 4 }, (_, at) => ({ label: NASTY, question: `${at} question` })),
  may: { sync: true, seeRuns: true, seePermissions: true },
  whoWords: NASTY,
  at: '2026-11-20T14:00:00Z',
  zone: 'America/Halifax',
};
const bare: Home = {
  ...home,
  ...{ missing: null, sources: [], figures: [], mine: null, breaching: [], digests: [] },
  ...{ suggestions: [], may: { sync: false, seeRuns: false, seePermissions: false }, whoWords: '' },
};

describe('the home tab', () => {
  it.each([
    ['with the nastiest of everything', renderHome(home, NASTY)],
    ['with nothing at all', renderHome(bare)],
    ['as a notice', renderHomeNotice(NASTY)],
  ])('is what Slack takes %s', (_, view) => {
    expect(checkView(view)).toEqual([]);
  });

  it('keeps the order of tickets', () => {
    expect(renderHome(home)).toMatchObject({ type: 'home', private_metadata: 'oldest' });
  });

  it('offers the other order, and the whole of a list', () => {
    const words = JSON.stringify(renderHome(home).blocks);
    expect(words).toContain('Newest first');
    expect(words).toContain(`All ${formatCount(5000)}`);
  });
});

describe('what admins open', () => {
  it.each([
    [
      'runs',
      renderRuns(
        Array.from({ length: 200 }, (_, at) => ({
          label: `${at}`,
          startedAt: '2026-11-20T14:00:00Z',
          words: NASTY,
          problem: NASTY,
        })),
        'UTC',
      ),
    ],
    ['no runs', renderRuns([], 'UTC')],
    ['connections', renderTested([{ label: NASTY, isWorking: false, lines: [NASTY, long(2000)] }])],
    [
      'permissions',
      renderPermissions({
        roles: [{ role: 'viewer', may: 'look' }],
        parts: [
          {
            title: 'Users',
            lines: Array.from({ length: 300 }, (_, at) => ({
              whom: `${at}@example.com`,
              role: 'agent',
            })),
          },
        ],
      }),
    ],
  ])('is what Slack takes: %s', (_, view) => {
    expect(checkView(view)).toEqual([]);
  });
});

describe('a course in signs', () => {
  it('goes from nothing to the highest', () => {
    expect(sparkline([0, 5, 10])).toBe('▁▅█');
  });
  it('dots what is missing, and draws nothing of one value', () => {
    expect(sparkline([1, null, 2])).toBe('▅·█');
    expect(sparkline([null, 4])).toBe('');
    expect(sparkline([0, 0])).toBe('▁▁');
  });
});
