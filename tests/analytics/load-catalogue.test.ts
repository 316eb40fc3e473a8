import { describe, expect, it } from 'vitest';
import { checkExpressions } from '../../src/analytics/check-expressions.ts';
import { loadCatalogue, readCatalogueFile } from '../../src/analytics/load-catalogue.ts';
import { withExtras } from '../../src/analytics/with-extras.ts';
import { ConfigError } from '../../src/core/errors.ts';
import { catalogue, noFacts, openDesk, settings } from './small-desk.ts';

const METRICS =
  'volume resolved_volume first_response_time first_response_business_time response_time resolution_time csat rating fcr sla_first_response sla_resolution backlog reopen_rate transfer_rate escalation_rate missed_rate bot_handled_rate bot_involved_rate chat_duration messages_per_conversation replies_to_resolve repeat_customers customers sentiment negative_share predicted_csat agent_score'.split(
    ' ',
  );
const DIMENSION_IDS =
  'agent group pipeline stage status priority category subcategory channel source tag topic sentiment_label emotion customer company rating kind weekday hour weekend business_hours open answered rated reopened escalated transferred missed bot_involved bot_handled sla_first_response_breached sla_resolution_breached age first_response_time response_time resolution_time chat_duration replies messages reopens text subject id created_at first_response_at resolved_at closed_at updated_at'.split(
    ' ',
  );
const idsOf = (entries: readonly { readonly id: string }[]): string[] =>
  entries.map(({ id }) => id);

const DIMENSIONS = `dimensions:
  - { id: agent, label: agent, definition: Who., kind: name, value: agent }`;
const metric = (more: string): string => `metrics:
  - id: handled
    label: handled tickets
    definition: Tickets handled.
    of: [tickets]
    anchor: created
    unit: count
${more}
${DIMENSIONS}
`;

function problemsOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
const problems = (text: string): readonly string[] =>
  problemsOf(() => loadCatalogue(text, 'm.yaml'));

describe('the catalogue that ships', () => {
  it('holds every metric and dimension, each with a sentence to print', () => {
    expect(idsOf(catalogue.metrics)).toEqual(expect.arrayContaining(METRICS));
    expect(idsOf(catalogue.dimensions)).toEqual(expect.arrayContaining(DIMENSION_IDS));
    for (const { definition } of [...catalogue.metrics, ...catalogue.dimensions])
      expect(definition).toMatch(/^\p{Lu}.*\.$/u);
  });

  it('binds against the tables', async () => {
    await using db = await openDesk({});
    const context = { catalogue, facts: noFacts, settings };
    await expect(checkExpressions(context, { db, lineOf: String })).resolves.toBeUndefined();
  });

  it('means the usual statistic first and takes the words as they are written', () => {
    const frt = catalogue.metrics.find(({ id }) => id === 'first_response_time');
    expect(frt).toMatchObject({
      statistic: 'mean',
      target: 14_400,
      minimumSample: 30,
      of: ['tickets', 'chats', 'conversations'],
    });
    expect(frt?.synonyms).toContain('time to first reply');
  });
});

describe('a catalogue', () => {
  it('takes synonyms as a list or as one text', () => {
    const text = (words: string): string => metric(`    kind: count\n    synonyms: ${words}`);
    const synonyms = (words: string): unknown =>
      loadCatalogue(text(words), 'm.yaml').metrics[0]?.synonyms;
    expect(synonyms('one,  two words')).toEqual(['one', 'two words']);
    expect(synonyms('[one, two words]')).toEqual(['one', 'two words']);
  });

  it('lists unknown keys, wrong kinds and missing parts together, each by its line', () => {
    expect(problems(metric('    kind: counting\n    colour: red'))).toEqual([
      'm.yaml:8: kind: Invalid option: expected one of "count"|"share"|"measure"|"customers"|"backlog"|"formula"',
      'm.yaml:9: unknown key "colour"',
    ]);
  });

  it('names the line of broken YAML', () => {
    expect(problems('metrics: [\n  - id')[0]).toMatch(/^m\.yaml:\d+: /);
  });

  it.each([
    ['    kind: share', 'm.yaml:2: handled is a share and needs a value'],
    ['    kind: count\n    value: rating', 'm.yaml:2: handled is a count and takes no value'],
    ['    kind: measure\n    value: nope + 1', 'm.yaml:9: there is no column nope'],
    ['    kind: measure\n    value: rating; DROP', 'm.yaml:9: unexpected ";" in "rating; DROP"'],
    ['    kind: measure\n    value: rating -- hm', 'm.yaml:9: unexpected "-" in "rating -- hm"'],
    ["    kind: measure\n    value: read_text('x')", 'm.yaml:9: read_text() may not be used here'],
    ['    kind: measure\n    value: (select 1)', 'm.yaml:9: there is no column select'],
    [
      '    kind: measure\n    value: rating) + (rating',
      `m.yaml:9: brackets don't pair up in "rating) + (rating"`,
    ],
    [
      '    kind: measure\n    value: rating\n    statistics: [share]',
      'm.yaml:10: handled is a measure and has no share',
    ],
    ['    kind: count\n    needs: [height]', 'm.yaml:9: there is no column height'],
    [
      '    kind: backlog',
      'm.yaml:2: handled: the anchor instant belongs to a backlog, and a backlog needs it',
    ],
    [
      '    kind: formula\n    parts: [{ metric: x, of: tickets, weight: 1, score: value }]',
      'm.yaml:9: there is no metric x',
    ],
  ])('refuses %j', (more, problem) => {
    expect(problems(metric(more))).toContain(problem);
  });

  it('refuses ids twice, and a word that means two things', () => {
    const text = `${metric('    kind: count')}  - { id: agent, label: assignee, definition: Who., kind: name, value: agent }
  - { id: group, label: group, synonyms: Agent, definition: Which., kind: name, value: '"group"' }`;
    expect(problems(text)).toEqual([
      'm.yaml:11: "agent" is already taken',
      'm.yaml:12: "Agent" is already a word for agent',
    ]);
  });
});

describe('expressions against the tables', () => {
  it('that give the wrong kind of value are named by line', async () => {
    const text = metric("    kind: measure\n    value: concat(subject, 'x')");
    const wrong = loadCatalogue(text, 'm.yaml');
    await using db = await openDesk({});
    const check = checkExpressions(
      { catalogue: wrong, facts: noFacts, settings },
      { db, lineOf: readCatalogueFile(text, 'm.yaml').lineOf },
    );
    await expect(check).rejects.toThrow(
      'm.yaml:2: handled: has to give a number, but gives VARCHAR',
    );
  });

  it('that do not bind are named by line', async () => {
    const text = metric('    kind: measure\n    value: tags / 2');
    const wrong = loadCatalogue(text, 'm.yaml');
    await using db = await openDesk({});
    const check = checkExpressions(
      { catalogue: wrong, facts: noFacts, settings },
      { db, lineOf: readCatalogueFile(text, 'm.yaml').lineOf },
    );
    await expect(check).rejects.toThrow(/^m\.yaml:2: handled: .*No function matches/);
  });
});

describe('a file’s own columns', () => {
  it('become fields under their headers, on the tables that have them', () => {
    const extras = [
      { table: 'tickets', column: 'x_businessunit', label: 'BusinessUnit', distinct: 3 },
      { table: 'tickets', column: 'x_type', label: 'Type', distinct: 3 },
      { table: 'chats', column: 'x_type', label: 'Type', distinct: 3 },
    ] as const;
    const { dimensions } = withExtras(catalogue, { extras });
    const [unit, type] = dimensions.slice(-2);
    expect(unit).toMatchObject({
      id: 'x_businessunit',
      label: 'business unit',
      synonyms: ['businessunit'],
      on: ['tickets'],
      kind: 'name',
      extra: true,
    });
    expect(type).toMatchObject({
      id: 'x_type',
      label: 'type',
      on: ['tickets', 'chats', 'conversations'],
    });
    // "type" now means the file's own column, no longer the category.
    expect(dimensions.find(({ id }) => id === 'category')?.synonyms).not.toContain('type');
  });
});
