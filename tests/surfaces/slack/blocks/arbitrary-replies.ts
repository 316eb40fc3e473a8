import fc from 'fast-check';
import type {
  Answer,
  Cell,
  ChartSpec,
  Clarify,
  Column,
  Decline,
  FollowUp,
  Reply,
  Table,
} from '../../../../src/core/answer.ts';
import { FAKE_PERIOD, fakeAnswer } from '../../../fakes/fake-replies.ts';

/** What people and their systems really write, and what somebody would write to do harm. */
const NASTY = [
  '<!channel> and <!here|here>',
  '<@U0123ABC>, <#C0123ABC|general>',
  '<https://evil.example/|https://your-bank.example>',
  'https://evil.example/?q=1&r=2 www.evil.example evil.com mail@evil.example',
  '@channel @here @everyone #general',
  '&lt;!channel&gt; &amp; <b>Tom & Jerry</b> <<<>>> &&&',
  '*bold* _italics_ ~gone~ `code` ```fence``` > quote',
  'two **marks** and **three',
  '****',
  'invoice\u202Egpj.exe\u202C \u2066left\u2069 \u2067open',
  'bell\u0007 null\u0000 escape\u001B[31m del\u007F c1\u0085',
  'line\r\nbreak\nand\ttab',
  'half \ud83d an emoji, half \udc4d another',
  '👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇨🇦 ❤️‍🔥',
  'مرحبا بالعالم 123 שלום עולם',
  `Z${'\u0301'.repeat(300)}algo`,
  'Account_recovery_and_two_factor_authentication_reset_requests',
  '',
  '   ',
  '\u200B\u2060\uFEFF',
  '日本語の長い名前がここにあります',
  '–',
  '=HYPERLINK("https://evil.example")',
  'javascript:alert(1) slack://open mailto:a@b.example tel:911',
];

const nasty = fc.constantFrom(...NASTY);
const words = fc.oneof(
  { weight: 3, arbitrary: nasty },
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.lorem({ maxCount: 12 }) },
);

/** Of any length up to `most`, now and then as long as that. */
function text(most: number): fc.Arbitrary<string> {
  const long = fc
    .tuple(fc.array(words, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: most }))
    .map(([parts, length]) => {
      const part = `${parts.join(' ')} x`;
      return part.repeat(Math.ceil(length / part.length)).slice(0, length);
    });
  return fc.oneof({ weight: 4, arbitrary: words }, { weight: 1, arbitrary: long });
}

const sentences = (count: number, length: number) =>
  fc.array(
    fc.tuple(text(length), text(60)).map(([before, figure]) => `${before} **${figure}** so.`),
    { maxLength: count },
  );

const followUp: fc.Arbitrary<FollowUp> = fc.record({ label: text(120), question: text(2200) });

const amount = fc.oneof(
  fc.constant(null),
  fc.constant(0),
  fc.integer({ min: -5, max: 2_000_000 }),
  fc.double({ min: -100, max: 1e9, noNaN: true }),
);

const units = fc.constantFrom('count', 'seconds', 'share', 'score', 'number', 'points');
const day = fc
  .integer({ min: 0, max: 3000 })
  .map((days) => new Date(Date.UTC(2020, 0, 1 + days, 9, 30)).toISOString());

const column: fc.Arbitrary<Column> = fc.oneof(
  fc.record({
    name: fc.constant('name'),
    label: text(80),
    role: fc.constant('dimension' as const),
  }),
  fc.record({
    name: fc.constant('url'),
    label: fc.constant('Link'),
    role: fc.constant('dimension' as const),
  }),
  fc.record({
    name: fc.constant('at'),
    label: fc.constantFrom('month', 'week', 'created'),
    role: fc.constant('time' as const),
  }),
  fc.record({
    name: fc.constant('n'),
    label: text(30),
    role: fc.constant('metric' as const),
    unit: units,
  }),
);

function cell({ role, name }: Column): fc.Arbitrary<Cell> {
  if (name === 'url') {
    return fc.oneof(
      fc.constant(null),
      fc.constantFrom(
        'https://help.example.com/1',
        'javascript:alert(1)',
        'http://a:b@evil.example/',
        'no address',
      ),
    );
  }
  if (role === 'metric') return amount;
  if (role === 'time')
    return fc.oneof(
      fc.constant(null),
      day.map((at) => at.slice(0, 10)),
      day.map((at) => at.slice(0, 16)),
    );
  return fc.oneof(fc.constant(null), text(2000), fc.boolean(), fc.integer());
}

const columnCount = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 1, arbitrary: fc.integer({ min: 18, max: 30 }) },
);
const rowCount = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 25 }) },
  { weight: 2, arbitrary: fc.integer({ min: 95, max: 105 }) },
  { weight: 1, arbitrary: fc.constant(5000) },
);

/** A few different rows, over and over. */
const table: fc.Arbitrary<Table> = fc
  .tuple(columnCount, rowCount, fc.constantFrom(0, 0, 0, 1, 40_000))
  .chain(([width, height, rest]) =>
    fc.array(column, { minLength: width, maxLength: width }).chain((columns) =>
      fc.array(fc.tuple(...columns.map(cell)), { minLength: 1, maxLength: 4 }).map((patterns) => ({
        columns,
        rows: Array.from({ length: height }, (_, at) => patterns[at % patterns.length] ?? []),
        total: height + rest,
      })),
    ),
  );

type ChartShape = {
  readonly kind: ChartSpec['kind'];
  readonly width: number;
  readonly height: number;
  readonly isPlain: boolean;
};

/** As Slack can draw them. */
const plainShape: fc.Arbitrary<ChartShape> = fc.record({
  kind: fc.constantFrom('line', 'bars', 'grouped', 'histogram'),
  width: fc.integer({ min: 2, max: 21 }),
  height: fc.integer({ min: 1, max: 6 }),
  isPlain: fc.constant(true),
});

const wildShape: fc.Arbitrary<ChartShape> = fc.record({
  kind: fc.constantFrom('sparkline', 'line', 'bars', 'grouped', 'stacked', 'heatmap', 'histogram'),
  width: fc.oneof(fc.integer({ min: 0, max: 22 }), fc.constant(60)),
  height: fc.integer({ min: 0, max: 9 }),
  isPlain: fc.boolean(),
});

const chart: fc.Arbitrary<ChartSpec> = fc
  .oneof(plainShape, wildShape)
  .chain(({ kind, width, height, isPlain }) => {
    const name = isPlain ? fc.uuid().map((id) => id.slice(0, 18)) : text(60);
    const value = isPlain ? fc.integer({ min: 0, max: 5000 }) : amount;
    return fc.record({
      kind: fc.constant(kind),
      title: text(120),
      alt: text(3000),
      unit: units,
      categories: fc.array(name, { minLength: width, maxLength: width }),
      series: fc.array(
        fc.record({
          name,
          values: fc.array(value, { minLength: width, maxLength: width }),
          n: fc.constant(Array.from({ length: width }, () => 1)),
        }),
        { minLength: height, maxLength: height },
      ),
      partial: width > 0 ? fc.constantFrom([], [width - 1]) : fc.constant([]),
      highlight: fc.constant(null),
      target: isPlain ? fc.constant(null) : fc.constantFrom(null, null, 0.9),
    });
  });

const provenance: fc.Arbitrary<Answer['provenance']> = fc.record({
  reading: text(2000),
  kept: fc.array(text(60), { maxLength: 3 }),
  assumed: fc.array(text(200), { maxLength: 3 }),
  definitions: fc.array(fc.record({ label: text(60), text: text(4000) }), { maxLength: 3 }),
  anchor: text(80),
  period: fc.constantFrom(null, FAKE_PERIOD),
  filters: fc.array(text(400), { maxLength: 20 }),
  statements: fc.array(
    fc.record({ sql: text(30_000), params: fc.constant({ a: 'O’Hara', b: null }) }),
    { maxLength: 5 },
  ),
  rows: fc.nat(),
  used: fc.nat(),
  missing: fc.nat(),
  freshness: fc.array(
    fc.record({
      source: text(40),
      newestAt: fc.oneof(fc.constant(null), day),
      loadedAt: day,
    }),
    { maxLength: 3 },
  ),
});

const answer: fc.Arbitrary<Answer> = fc
  .record({
    headline: text(10_000),
    context: sentences(5, 3000),
    figures: fc.array(
      fc.record({ label: text(80), value: amount, unit: units, n: fc.nat(), missing: fc.nat() }),
      { maxLength: 14 },
    ),
    highlights: sentences(8, 4000),
    chart: fc.option(chart),
    table: fc.option(table),
    followUps: fc.array(followUp, { maxLength: 5 }),
    provenance,
    warnings: sentences(6, 2500),
    asOf: day,
  })
  .map((parts) => fakeAnswer(parts));

const clarify: fc.Arbitrary<Clarify> = fc.record({
  kind: fc.constant('clarify' as const),
  headline: text(4000),
  choices: fc.array(followUp, { maxLength: 40 }),
  asOf: day,
});

const decline: fc.Arbitrary<Decline> = fc.record({
  kind: fc.constant('decline' as const),
  headline: text(4000),
  followUps: fc.array(followUp, { maxLength: 6 }),
  asOf: day,
});

/** Replies of every shape and size. */
export const anyReply: fc.Arbitrary<Reply> = fc.oneof(
  { weight: 8, arbitrary: answer },
  { weight: 1, arbitrary: clarify },
  { weight: 1, arbitrary: decline },
);

export const anyQuestion = text(2000);
export const anySentence = text(5000);
