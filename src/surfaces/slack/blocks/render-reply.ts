import type { RichTextBlock } from '@slack/types';
import type { Turn } from '../../../bot/desk.ts';
import { fileStem } from '../../../bot/file-stem.ts';
import { listedTickets } from '../../../bot/listed-tickets.ts';
import type { Answer, FollowUp, Reply, Table } from '../../../core/answer.ts';
import { cellWords } from '../../../core/cell-words.ts';
import { formatValue } from '../../../core/format.ts';
import { readingWords } from '../../../core/provenance-words.ts';
import {
  actions,
  askButtons,
  csvButton,
  feedbackButtons,
  howButton,
  shareButton,
} from './buttons.ts';
import { renderChart } from './chart-block.ts';
import { LIMITS, orBlank, pack, shorten } from './fit.ts';
import type { RenderedReply, SlackBlock, SlackFile, SlackMessage } from './slack-message.ts';
import { tablePart } from './table-part.ts';
import { ticketMenu } from './ticket-menu.ts';
import { asides, fallback, oneLine, plain, points, prose, shown } from './words.ts';

/** A question and its reply, as far as drawing them needs. */
export type ShownTurn = Pick<Turn, 'question' | 'askedAt' | 'reply'> & Partial<Pick<Turn, 'plan'>>;

export type ReplyOptions = {
  /** What the buttons say back about which answer they are under. */
  readonly answerRef: string;
  readonly audience: 'channel' | 'private';
  /** IANA zone for times where the answer names none. */
  readonly zone: string;
  /** Private answers only: offers to post it in the channel. */
  readonly share?: boolean;
  /** Shows the question above its answer, where it stands nowhere else; with the asker's Slack id, who asked. */
  readonly asked?: { readonly by: string | null };
  /** Stands above everything: the title of a digest's section. */
  readonly heading?: string;
  /**
   * `basic` uses what Slack has always drawn: charts as pictures, tables as files, no thumbs. For when it refuses the rest.
   */
  readonly form?: 'full' | 'basic';
};

/** A reply as Slack shows it. Nothing in it is left out: what one message doesn't take is in `more` or in a file. */
export function renderReply(turn: ShownTurn, options: ReplyOptions): RenderedReply {
  const { reply } = turn;
  const body = reply.kind === 'answer' ? answerBody(turn, reply, options) : NOTHING_DRAWN;
  const blocks = [
    ...heading(options.heading),
    ...(options.asked ? [asking(turn.question, options.asked.by)] : []),
    ...prose([reply.headline]),
    ...body.blocks,
  ];
  const [first = [], ...rest] = pack(blocks, closing(turn, options, body.offered));
  const text = fallback([
    options.heading ?? '',
    options.asked ? turn.question : '',
    ...spoken(reply),
  ]);
  return {
    message: { text, blocks: first },
    files: body.files,
    more: rest.map((each, at): SlackMessage => {
      return {
        text: fallback([`${plainHead(reply)} (${at + 2} of ${rest.length + 1})`]),
        blocks: each,
      };
    }),
  };
}

type Body = {
  readonly blocks: readonly SlackBlock[];
  readonly files: readonly SlackFile[];
  readonly offered: number | null;
};

const NOTHING_DRAWN: Body = { blocks: [], files: [], offered: null };

function answerBody(turn: ShownTurn, answer: Answer, { form }: ReplyOptions): Body {
  const isFull = form !== 'basic';
  const stem = fileStem(turn);
  const { context, highlights, warnings } = answer;
  const chart = answer.chart && renderChart(answer.chart, { stem, native: isFull });
  const table =
    answer.table && saysMore(answer.table, answer)
      ? tablePart(answer.table, {
          caption: captionOf(turn),
          fileName: `${stem}.csv`,
          isBesideChart: chart !== null,
          isDrawn: isFull,
        })
      : null;
  return {
    blocks: [
      ...(highlights.length > 0
        ? [...asides(context), ...points(highlights), ...asides(warnings)]
        : asides([...context, ...warnings])),
      ...(chart || table ? [] : figures(answer)),
      ...(chart ? [chart.block] : []),
      ...(table?.blocks ?? []),
    ],
    files: [chart?.file ?? null, table?.file ?? null].filter((file) => file !== null),
    offered: table?.offered ?? null,
  };
}

/** Figures in a row of their own say nothing where the headline has said them. */
function saysMore({ rows, columns }: Table, answer: Answer): boolean {
  const [row = []] = rows;
  if (rows.length === 0) return false;
  if (rows.length > 1 || columns.some(({ role }) => role !== 'metric')) return true;
  return !columns.every((column, at) => isSaid(cellWords(row[at] ?? null, column), answer));
}

/** Figures side by side, where the headline has not said them. */
function figures(answer: Answer): SlackBlock[] {
  const said = answer.figures.map(({ value, unit }) => formatValue(value, unit));
  if (said.every((words) => isSaid(words, answer))) return [];
  const fields = answer.figures.map(({ label }, at) => plain(`${oneLine(label)}\n${said[at]}`));
  const rows = Math.ceil(fields.length / FIELDS_EACH);
  return Array.from({ length: rows }, (_, at) => ({
    type: 'section',
    fields: fields.slice(at * FIELDS_EACH, (at + 1) * FIELDS_EACH),
  }));
}

function isSaid(figure: string, { headline, context }: Answer): boolean {
  const said = [headline, ...context].join(' ').replace(/\s/g, '');
  const words = figure.replace(/\s/g, '');
  const at = said.indexOf(words);
  return at >= 0 && !/^\d/.test(said.slice(at + words.length)) && !/[\d.]$/.test(said.slice(0, at));
}

const FIELDS_EACH = 10;

/** What closes the first message: how the question was read, what to ask next, and what one thinks of it. */
function closing(turn: ShownTurn, options: ReplyOptions, offered: number | null): SlackBlock[] {
  const { reply } = turn;
  const { answerRef, audience, share, form, zone } = options;
  const isAnswer = reply.kind === 'answer';
  const now = Date.parse(turn.askedAt);
  return [
    ...(isAnswer
      ? asides([shorten(oneLine(readingWords(reply, { now, zone })), LONGEST_READING)])
      : []),
    ...ticketMenu(listedTickets({ plan: turn.plan ?? null, reply })),
    ...actions([
      ...askButtons(nextOf(reply)),
      ...(offered === null ? [] : [csvButton(answerRef, offered)]),
      ...(isAnswer ? [howButton(answerRef)] : []),
      ...(isAnswer && share && audience === 'private' ? [shareButton(answerRef)] : []),
    ]),
    ...(reply.kind !== 'clarify' && form !== 'basic' ? [feedbackButtons(answerRef)] : []),
  ];
}

/** The whole of it is in "How I got this". */
const LONGEST_READING = 600;
const MOST_FOLLOW_UPS = 3;

function nextOf(reply: Reply): readonly FollowUp[] {
  if (reply.kind === 'clarify') return reply.choices;
  return reply.kind === 'decline' ? reply.followUps : reply.followUps.slice(0, MOST_FOLLOW_UPS);
}

function heading(title = ''): SlackBlock[] {
  const words = oneLine(title);
  return words === '' ? [] : [{ type: 'header', text: plain(words, LIMITS.headerText) }];
}

function asking(question: string, by: string | null): RichTextBlock {
  const words = {
    type: 'text' as const,
    text: orBlank(shorten(shown(question), LIMITS.sectionText)),
  };
  const asker =
    by === null
      ? []
      : [
          { type: 'user' as const, user_id: by },
          { type: 'text' as const, text: ' asked\n' },
        ];
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_quote', elements: [...asker, words] }],
  };
}

/** The whole reply in words, in the order of its blocks. */
function spoken(reply: Reply): readonly string[] {
  if (reply.kind === 'clarify') {
    return [reply.headline, reply.choices.map(({ label }) => label).join(', ')];
  }
  if (reply.kind === 'decline') return [reply.headline];
  return [
    reply.headline,
    ...reply.context,
    ...reply.highlights,
    ...reply.warnings,
    ...(reply.chart ? [reply.chart.alt] : []),
  ];
}

function plainHead({ headline }: Reply): string {
  return shorten(oneLine(headline).replaceAll('**', ''), LIMITS.headerText);
}

function captionOf({ question, reply }: ShownTurn): string {
  const title = reply.kind === 'answer' ? reply.chart?.title : undefined;
  return orBlank(shorten(oneLine(title ?? question), LIMITS.headerText));
}
