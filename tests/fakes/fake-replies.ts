import type {
  Answer,
  Cell,
  ChartSpec,
  Clarify,
  Column,
  Decline,
  Provenance,
  Reply,
  Table,
} from '../../src/core/answer.ts';
import type { Period } from '../../src/core/period.ts';

const AS_OF = '2026-11-21T13:40:00.000Z';

export const FAKE_PERIOD: Period = {
  start: '2026-10-17T03:00:00.000Z',
  end: '2026-11-21T04:00:00.000Z',
  zone: 'America/Halifax',
  words: 'last 35 days',
  partial: false,
  basis: 'asked',
};

const PROVENANCE: Provenance = {
  reading:
    'first response time, mean · last 35 days: 17 Oct – 20 Nov 2026 · by ticket creation · Halifax time · managers excluded',
  kept: [],
  assumed: ['you said “response time”: first response'],
  definitions: [
    {
      label: 'First response time',
      text: 'Creation to the first public reply by a human agent. Tickets not yet answered are left out.',
    },
  ],
  anchor: 'by ticket creation',
  period: FAKE_PERIOD,
  filters: ['agent is not a manager (Richie)'],
  statements: [
    {
      sql: `SELECT avg(epoch(first_response_at) - epoch(created_at)) AS value,\n       count(*) AS n\nFROM tickets\nWHERE created_at >= $start AND created_at < $end\n  AND agent IS DISTINCT FROM $manager\n  AND first_response_at >= created_at`,
      params: {
        start: '2026-10-17 03:00:00',
        end: '2026-11-21 04:00:00',
        manager: 'Richie',
      },
    },
  ],
  rows: 1_341,
  used: 1_284,
  missing: 57,
  freshness: [{ source: 'demo', newestAt: '2026-11-21T13:31:00.000Z', loadedAt: AS_OF }],
};

/** An answer with nothing in it but what a test gives. */
export function fakeAnswer(parts: Partial<Answer>): Answer {
  return {
    kind: 'answer',
    headline: '**1 284 tickets**.',
    context: [],
    figures: [],
    comparison: null,
    highlights: [],
    chart: null,
    table: null,
    followUps: [],
    provenance: PROVENANCE,
    warnings: [],
    asOf: AS_OF,
    ...parts,
  };
}

export function fakeTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  total = rows.length,
): Table {
  return { columns, rows, total };
}

const follow = (...labels: string[]) => labels.map((label) => ({ label, question: label }));

function fakeChart(parts: Partial<ChartSpec> & Pick<ChartSpec, 'kind' | 'categories'>): ChartSpec {
  return {
    title: 'Tickets',
    alt: 'A chart of tickets.',
    unit: 'count',
    series: [],
    partial: [],
    highlight: null,
    target: null,
    ...parts,
  };
}

const series = (name: string, values: readonly (number | null)[]) => ({
  name,
  values,
  n: values.map((value) => (value === null ? null : Math.round(Math.abs(value)) + 12)),
});

const dimension = (name: string, label = name): Column => ({ name, label, role: 'dimension' });
const count = (name: string, label = name): Column => ({
  name,
  label,
  role: 'metric',
  unit: 'count',
});

const oneFigure = fakeAnswer({
  headline: '**First response averaged 2 h 06 min** over 1 284 tickets, 17 Oct – 20 Nov 2026.',
  context: ['That is 18 min (12 %) faster than the 35 days before, and inside the 4 h target.'],
  figures: [{ label: 'First response', value: 7_560, unit: 'seconds', n: 1_284, missing: 57 }],
  comparison: {
    words: 'the 35 days before',
    period: null,
    before: 8_640,
    change: -1_080,
    changeRatio: -0.125,
    verdict: 'better',
  },
  highlights: ['Weekends took **3 h 12 min** against 1 h 54 min on weekdays.'],
  chart: fakeChart({
    kind: 'sparkline',
    title: 'First response time by week',
    alt: 'First response time by week, 17 Oct to 20 Nov 2026: from 2 h 31 min down to 1 h 58 min.',
    unit: 'seconds',
    categories: [
      '17 Oct 2026',
      '19 Oct 2026',
      '26 Oct 2026',
      '2 Nov 2026',
      '9 Nov 2026',
      '16 Nov 2026',
    ],
    series: [series('First response time', [9_060, 8_220, 7_740, 8_400, 6_960, 7_080])],
  }),
  followUps: follow('by agent', 'by week', 'chats instead'),
});

const agents = [
  ['Nova', 487, 0.38, 5_040],
  ['Girly', 402, 0.314, 7_320],
  ['Bhushan', 241, 0.188, 9_900],
  ['Francis', 151, 0.118, 12_660],
] as const;

const ranking = fakeAnswer({
  headline: '**Nova, with 487 tickets** (38 % of 1 281), 1 Oct – 20 Nov 2026 so far.',
  context: ['Girly follows with 402.'],
  chart: fakeChart({
    kind: 'bars',
    title: 'Tickets by agent',
    alt: 'Bars of tickets by agent: Nova 487, Girly 402, Bhushan 241, Francis 151.',
    categories: agents.map(([name]) => name),
    series: [
      series(
        'Tickets',
        agents.map(([, tickets]) => tickets),
      ),
    ],
    highlight: 0,
  }),
  table: fakeTable(
    [
      dimension('agent', 'Agent'),
      count('tickets', 'Tickets'),
      { name: 'share', label: 'Share', role: 'metric', unit: 'share' },
      { name: 'first_response', label: 'First response', role: 'metric', unit: 'seconds' },
    ],
    agents,
  ),
  followUps: follow('last quarter instead', 'first response by agent', 'and for chats?'),
  provenance: {
    ...PROVENANCE,
    reading:
      'tickets · by agent · this quarter: 1 Oct – 20 Nov 2026 so far · by ticket creation · Halifax time · managers excluded',
    assumed: [],
    period: {
      ...FAKE_PERIOD,
      words: 'this quarter',
      partial: true,
      end: '2026-11-21T13:40:00.000Z',
    },
    statements: [
      {
        sql: 'SELECT agent, count(*) AS tickets\nFROM tickets\nWHERE created_at >= $start\nGROUP BY agent\nORDER BY tickets DESC, agent',
        params: { start: '2026-10-01 03:00:00' },
      },
    ],
  },
  warnings: ['This quarter is not over: figures are to 20 Nov.'],
});

const months = [
  'Dec 2025',
  'Jan 2026',
  'Feb 2026',
  'Mar 2026',
  'Apr 2026',
  'May 2026',
  'Jun 2026',
  'Jul 2026',
  'Aug 2026',
  'Sep 2026',
  'Oct 2026',
  'Nov 2026',
];
const volumes = [592, 611, 604, 633, 640, 622, 651, 702, 768, 847, 861, 610];

const trend = fakeAnswer({
  headline: '**Yes: 847 tickets in September against 651 in June**, up 30 % over three months.',
  context: [
    'The rise is steady (3 of 3 months up). November so far runs 6 % above the same days of October.',
  ],
  chart: fakeChart({
    kind: 'line',
    title: 'Tickets by month',
    alt: 'A line of tickets by month, from 592 in December 2025 to 861 in October 2026; November is not over.',
    categories: months,
    series: [series('Tickets', volumes)],
    partial: [11],
  }),
  table: fakeTable(
    [
      { name: 'month', label: 'month', role: 'time' },
      count('tickets', 'Tickets'),
      count('change', 'Change'),
    ],
    volumes.map((tickets, index) => [
      `${index === 0 ? 2025 : 2026}-${String(index === 0 ? 12 : index).padStart(2, '0')}-01`,
      tickets,
      index === 0 ? null : tickets - (volumes[index - 1] ?? 0),
    ]),
  ),
  followUps: follow('by week', 'by pipeline', 'chats instead'),
  provenance: {
    ...PROVENANCE,
    reading: 'tickets created · by month',
    kept: ['tickets', 'managers excluded'],
  },
  warnings: ['November is not over and is drawn dashed.'],
});

const comparison = fakeAnswer({
  headline: '**Weekdays 92 % (n = 431), weekends 88 % (n = 76)**, last 30 days.',
  context: ['The 4-point gap is within what chance gives at these numbers.'],
  figures: [
    { label: 'Weekdays', value: 0.92, unit: 'share', n: 431, missing: 902 },
    { label: 'Weekends', value: 0.88, unit: 'share', n: 76, missing: 144 },
  ],
  chart: fakeChart({
    kind: 'grouped',
    title: 'CSAT by pipeline, weekdays and weekends',
    alt: 'Grouped bars of CSAT by pipeline for weekdays and weekends.',
    unit: 'share',
    categories: ['Billing', 'Returns', 'Shipping', 'Technical'],
    series: [
      series('Weekdays', [0.94, 0.9, 0.91, 0.93]),
      series('Weekends', [0.89, 0.84, 0.9, null]),
    ],
    target: 0.9,
  }),
  table: fakeTable(
    [
      dimension('pipeline', 'Pipeline'),
      { name: 'weekdays', label: 'Weekdays', role: 'metric', unit: 'share' },
      { name: 'weekends', label: 'Weekends', role: 'metric', unit: 'share' },
    ],
    [
      ['Billing', 0.94, 0.89],
      ['Returns', 0.9, 0.84],
      ['Shipping', 0.91, 0.9],
      ['Technical', 0.93, null],
    ],
  ),
  followUps: follow('by agent', 'last quarter instead', 'tickets only'),
  warnings: ['Weekends of Technical have no rated conversation.'],
});

const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const load = (day: number, hour: number) =>
  Math.round(
    (day > 4 ? 0.35 : 1) * Math.max(0, 46 * Math.exp(-((hour - 13.5) ** 2) / 18) + (hour % 3)),
  );

const heatmap = fakeAnswer({
  headline: '**Tuesdays at 13:00 are busiest**, with 46 conversations an hour, last 90 days.',
  chart: fakeChart({
    kind: 'heatmap',
    title: 'Conversations by weekday and hour',
    alt: 'A heatmap of conversations by weekday and hour: busiest from 11:00 to 16:00 on weekdays.',
    categories: hours,
    series: WEEKDAYS.map((name, day) =>
      series(
        name,
        hours.map((_, hour) => load(day, hour)),
      ),
    ),
  }),
  followUps: follow('chats only', 'first response by hour', 'on weekends'),
});

const bands = ['< 1 h', '1–2 h', '2–4 h', '4–8 h', '8–16 h', '16–24 h', '1–2 d', '2–4 d', '≥ 4 d'];

const histogram = fakeAnswer({
  headline: '**Half of the tickets are resolved within 7 h 40 min**, nine in ten within 2 d 3 h.',
  chart: fakeChart({
    kind: 'histogram',
    title: 'Tickets by resolution time',
    alt: 'A histogram of resolution time; most tickets take 4 to 16 hours.',
    categories: bands,
    series: [series('Tickets', [61, 118, 204, 288, 263, 140, 122, 61, 27])],
  }),
  table: fakeTable(
    [dimension('band', 'Resolution time'), count('tickets', 'Tickets')],
    bands.map((band, index) => [band, [61, 118, 204, 288, 263, 140, 122, 61, 27][index] ?? 0]),
  ),
  followUps: follow('by pipeline', 'urgent only', 'last quarter instead'),
});

const SUBJECTS = [
  'Charged twice for the annual plan',
  'Invoice shows the old address although it was changed in September',
  'Can’t log in after the password reset, the link says “expired”',
  'Refund for order 88213 hasn’t arrived',
  'API returns 502 on every third call since Tuesday',
  'Wo bleibt meine Bestellung? Sendungsverfolgung zeigt nichts an',
];

const list = fakeAnswer({
  headline:
    '**23 tickets** are open longer than 48 h; the oldest is T-4312 (9 days, Billing, Francis).',
  context: ['The first twelve, oldest first; the rest is in the file.'],
  table: fakeTable(
    [
      dimension('id', 'Ticket'),
      dimension('subject', 'Subject'),
      dimension('agent', 'Agent'),
      { name: 'created_at', label: 'Created', role: 'time' },
      { name: 'age', label: 'Age', role: 'metric', unit: 'seconds' },
      dimension('url', 'Link'),
    ],
    Array.from({ length: 12 }, (_, index) => [
      `T-${4_312 + index * 7}`,
      SUBJECTS[index % SUBJECTS.length] ?? '',
      index % 5 === 4 ? null : (['Francis', 'Girly', 'Nova', 'Bhushan'][index % 4] ?? null),
      `2026-11-${String(12 + Math.floor(index / 2)).padStart(2, '0')}T${String(9 + index).padStart(2, '0')}:15`,
      777_600 - index * 47_000,
      `https://help.example.com/tickets/${4_312 + index * 7}`,
    ]),
    23,
  ),
  followUps: follow('by agent', 'only billing', 'open longer than a week'),
});

const LONG_NAMES = [
  'Enterprise onboarding and integration requests (EMEA, including Switzerland)',
  'Returns & refunds — damaged in transit, carrier claims',
  'Kundenbetreuung Österreich / Rechnungswesen',
  'Account_recovery_and_two_factor_authentication_reset_requests',
  'Bestellungen',
  'General',
  'Technical',
  'Shipping',
  'Billing',
  'Warranty',
  'Other',
  'Partner programme',
  '(none)',
];

const large = fakeAnswer({
  headline:
    '**Enterprise onboarding and integration requests (EMEA, including Switzerland) leads with 1 204 318 tickets** (41 % of 2 931 774), 1 Jan 2020 – 20 Nov 2026.',
  context: ['Returns & refunds — damaged in transit, carrier claims follows with 802 114.'],
  highlights: [
    'The four largest hold **83 %**.',
    '12 408 tickets have no pipeline; they are left out of the ranking.',
  ],
  chart: fakeChart({
    kind: 'bars',
    title: 'Tickets by pipeline',
    alt: 'Bars of tickets by pipeline.',
    categories: LONG_NAMES,
    series: [
      series(
        'Tickets',
        [
          1_204_318, 802_114, 310_008, 118_220, 98_021, 91_000, 80_411, 74_903, 60_220, 41_008,
          30_912, 8_231, 12_408,
        ],
      ),
    ],
    highlight: 0,
  }),
  table: fakeTable(
    [
      dimension('pipeline', 'Pipeline'),
      count('tickets', 'Tickets'),
      { name: 'share', label: 'Share of all', role: 'metric', unit: 'share' },
      { name: 'resolution', label: 'Resolution time', role: 'metric', unit: 'seconds' },
    ],
    LONG_NAMES.map((name, index) => [
      name === '(none)' ? null : name,
      Math.round(1_204_318 / (index * index + 1)),
      0.41 / (index + 1),
      index === 5 ? null : 18_000 * (index + 3),
    ]),
    48,
  ),
  followUps: follow(
    'Enterprise onboarding and integration requests (EMEA, including Switzerland) by month',
    'by agent',
    'last year',
  ),
  warnings: [
    'Below 30 tickets no verdict is given: Partner programme (n = 12).',
    'Managers are excluded.',
  ],
});

const nothing = fakeAnswer({
  headline: 'No rated conversations in Returns on 20 Nov 2026.',
  context: [
    'There were 4 conversations, none rated. Over the last 30 days CSAT is **81 %** (n = 62).',
  ],
  followUps: follow('last 30 days', 'all pipelines', 'which were not rated?'),
});

const clarify: Clarify = {
  kind: 'clarify',
  headline: 'Which Alex, and what about?',
  choices: [
    { label: 'Alex Chen', question: 'how is Alex Chen doing?' },
    { label: 'Alex Okafor', question: 'how is Alex Okafor doing?' },
  ],
  asOf: AS_OF,
};

const decline: Decline = {
  kind: 'decline',
  headline: 'I have no cost data, so I can’t say. I can give handling effort per ticket.',
  followUps: follow('replies to resolve', 'resolution time by category'),
  asOf: AS_OF,
};

/** The first whose word is in the question answers it. */
export const FAKE_REPLIES: readonly { readonly on: string; readonly reply: Reply }[] = [
  { on: 'weekend vs', reply: comparison },
  { on: 'response', reply: oneFigure },
  { on: 'chats', reply: oneFigure },
  { on: 'open longer', reply: list },
  { on: 'hour', reply: heatmap },
  { on: 'busier', reply: trend },
  { on: 'by week', reply: trend },
  { on: 'distribution', reply: histogram },
  { on: 'pipeline returns', reply: nothing },
  { on: 'alex', reply: clarify },
  { on: 'cost', reply: decline },
  { on: 'largest', reply: large },
  { on: 'agent', reply: ranking },
];

export const FAKE_SUGGESTIONS = follow(
  'What was our average response time over the last 35 days?',
  'Which agent handled the most tickets this quarter?',
  'Are we getting busier?',
  'Tickets open longer than 48 hours',
);

export function nothingUnderstood(question: string): Decline {
  return {
    kind: 'decline',
    headline: `I don’t know what “${question.split(' ').at(-1) ?? ''}” means here, so I can’t answer.`,
    followUps: FAKE_SUGGESTIONS.slice(0, 3),
    asOf: AS_OF,
  };
}
