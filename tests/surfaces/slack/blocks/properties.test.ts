import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Reply } from '../../../../src/core/answer.ts';
import { withoutUnseen } from '../../../../src/core/readable.ts';
import { placePicture } from '../../../../src/surfaces/slack/blocks/chart-block.ts';
import { renderDigestLead } from '../../../../src/surfaces/slack/blocks/render-digest.ts';
import { renderError, renderHelp } from '../../../../src/surfaces/slack/blocks/render-notes.ts';
import { renderProvenance } from '../../../../src/surfaces/slack/blocks/render-provenance.ts';
import {
  type ReplyOptions,
  renderReply,
} from '../../../../src/surfaces/slack/blocks/render-reply.ts';
import type {
  RenderedReply,
  SlackBlock,
  SlackMessage,
} from '../../../../src/surfaces/slack/blocks/slack-message.ts';
import { checkMessage, checkView } from '../../../standins/slack/check-blocks.ts';
import { anyQuestion, anyReply, anySentence } from './arbitrary-replies.ts';
import { textsOf } from './texts-of.ts';

// Replies are too large to be shrunk in a test's time.
const SEEDED = { seed: 20_261_120, numRuns: 250, endOnFailure: true };
const ASKED_AT = '2026-11-20T14:00:00.000Z';
const anyOptions: fc.Arbitrary<ReplyOptions> = fc
  .record({
    answerRef: fc.constant('C0123:1700000000.000100:turn'),
    audience: fc.constantFrom('channel' as const, 'private' as const),
    zone: fc.constant('America/Halifax'),
    share: fc.boolean(),
    form: fc.constantFrom('full' as const, 'full' as const, 'basic' as const),
    isQuoted: fc.boolean(),
    heading: fc.constantFrom('', 'Volume <!here>'),
  })
  .map(({ isQuoted, ...rest }) => (isQuoted ? { ...rest, asked: { by: 'U0123ABC' } } : rest));

/** As they are posted: each picture in its place. */
function posted({ message, files, more }: RenderedReply): readonly SlackMessage[] {
  const whole = files.reduce(
    (open, file) => (file.kind === 'chart' ? placePicture(open, file, 'F0123ABC') : open),
    message,
  );
  return [
    whole,
    ...more.map((each) =>
      files.reduce(
        (open, file) => (file.kind === 'chart' ? placePicture(open, file, 'F0123ABC') : open),
        each,
      ),
    ),
  ];
}

/** Letters, figures and pictures of a text, which no rendering may lose. */
function substance(text: string): string {
  return withoutUnseen(text).replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]/gu, '');
}

function blocksOf<T extends SlackBlock['type']>(messages: readonly SlackMessage[], type: T) {
  return messages.flatMap(({ blocks }) =>
    blocks.filter((block): block is Extract<SlackBlock, { type: T }> => block.type === type),
  );
}

/** Context blocks, but for the first message's last: how the question was read stands between what goes on. */
function asidesOf([first, ...more]: readonly SlackMessage[]) {
  return [...blocksOf(first ? [first] : [], 'context').slice(0, -1), ...blocksOf(more, 'context')];
}

function expectWholeTable(answer: Answer, rendered: RenderedReply): void {
  const { table } = answer;
  if (!table || table.rows.length === 0) return;
  const isFiled = rendered.files.some(({ kind }) => kind === 'csv');
  const [drawn] = blocksOf(posted(rendered), 'data_table');
  if (isFiled) return;
  if (!drawn) {
    // One row of figures, each of them in the headline or the line below it.
    expect(table.rows.length).toBe(1);
    expect(table.columns.every(({ role }) => role === 'metric')).toBe(true);
    return;
  }
  expect(drawn.rows.length - 1).toBe(table.rows.length);
  const columns = [...table.columns.entries()].filter(
    ([at]) => at !== table.columns.findIndex(({ name }) => name === 'url'),
  );
  expect(drawn.rows[0]?.length).toBe(columns.length);
  for (const [index, row] of table.rows.entries()) {
    for (const [place, [at]] of columns.entries()) {
      const value = row[at];
      if (typeof value !== 'string' || table.columns[at]?.role !== 'dimension') continue;
      expect(substance(textsOf({ cell: drawn.rows[index + 1]?.[place] }).join(''))).toBe(
        substance(value),
      );
    }
  }
}

function expectWholeChart({ chart }: Answer, rendered: RenderedReply): void {
  if (!chart) return;
  const file = rendered.files.find(({ kind }) => kind === 'chart');
  const [drawn] = blocksOf(posted(rendered), 'data_visualization');
  if (file?.kind === 'chart') expect(file.spec).toEqual(chart);
  else {
    expect(drawn?.chart.series.map(({ data }) => data.length)).toEqual(
      chart.series.map(({ values }) => values.length),
    );
    expect(chart.target).toBeNull();
  }
}

function nextOf(reply: Reply) {
  if (reply.kind === 'clarify') return reply.choices;
  return reply.kind === 'decline' ? reply.followUps : reply.followUps.slice(0, 3);
}

describe('any reply', () => {
  const cases = fc.property(anyQuestion, anyReply, anyOptions, (question, reply, options) => {
    const turn = { question, askedAt: ASKED_AT, reply };
    const rendered = renderReply(turn, options);
    const messages = posted(rendered);
    expect(messages.flatMap((message) => checkMessage(message))).toEqual([]);
    expect(checkView(renderProvenance(turn, options))).toEqual([]);
    expect(JSON.stringify(renderReply(structuredClone(turn), options))).toBe(
      JSON.stringify(rendered),
    );

    for (const sentence of reply.kind === 'answer'
      ? [reply.headline, ...reply.highlights]
      : [reply.headline]) {
      expect(substance(textsOf(blocksOf(messages, 'rich_text')).join(''))).toContain(
        substance(sentence),
      );
    }
    for (const line of reply.kind === 'answer' ? [...reply.context, ...reply.warnings] : []) {
      expect(substance(textsOf(asidesOf(messages)).join(''))).toContain(substance(line));
    }

    const values = blocksOf(messages, 'actions').flatMap(({ elements }) =>
      elements.flatMap((each) => (each.type === 'button' ? (each.value ?? '') : '')),
    );
    const asked = nextOf(reply)
      .map((each) => each.question)
      .filter((each) => each !== '' && each.length <= 2000);
    expect(values).toEqual(expect.arrayContaining(asked));
    if (reply.kind === 'answer') {
      expectWholeTable(reply, rendered);
      expectWholeChart(reply, rendered);
    }
  });

  it('is taken by Slack, whole, and the same each time', () => {
    fc.assert(cases, SEEDED);
  });
});

describe('what else is said', () => {
  it('is taken by Slack, whatever stands in it', () => {
    const lead = fc.record({
      title: anySentence,
      about: fc.array(anySentence, { maxLength: 3 }),
      headline: anySentence,
      points: fc.array(anySentence, { maxLength: 8 }),
      warnings: fc.array(anySentence, { maxLength: 3 }),
      mention: fc.constant({ users: ['U0123ABC'], groups: ['S0123ABC'] }),
      stem: fc.constant('digest'),
    });
    const said = fc.property(
      anySentence,
      fc.array(anyReply, { maxLength: 3 }),
      lead,
      (sentence, replies, digest) => {
        const charts = replies.flatMap((reply) =>
          reply.kind === 'answer' && reply.chart ? [reply.chart] : [],
        );
        const suggestions = [{ label: sentence, question: sentence.slice(0, 2000) }];
        const messages = [
          renderHelp(suggestions),
          renderHelp([]),
          renderError(sentence, 'AB12'),
          ...posted(renderDigestLead({ ...digest, charts })),
        ];
        expect(messages.flatMap((message) => checkMessage(message))).toEqual([]);
      },
    );
    fc.assert(said, { ...SEEDED, numRuns: 100 });
  });
});
