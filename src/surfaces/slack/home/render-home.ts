import type {
  Button,
  HomeView,
  RichTextBlock,
  RichTextElement,
  RichTextSection,
  RichTextText,
} from '@slack/types';
import type {
  DigestLine,
  FigureCard,
  Home,
  SourceCard,
  TicketLine,
  TicketList,
} from '../../../bot/home/home.ts';
import { formatCount, sentenceCase } from '../../../core/format.ts';
import { formatClock, formatInstant } from '../../../core/format-time.ts';
import { actions } from '../blocks/buttons.ts';
import { LIMITS, shorten } from '../blocks/fit.ts';
import type { SlackBlock } from '../blocks/slack-message.ts';
import { ticketMenu } from '../blocks/ticket-menu.ts';
import { asides, emphasised, oneLine, plain, prose } from '../blocks/words.ts';
import { HOME_ACTIONS } from './home-actions.ts';
import { sparkline } from './sparkline.ts';

export type SlackHome = HomeView & { blocks: SlackBlock[] };

/** Somebody's first page as Slack's home tab. `notice`: what was just done for them. */
export function renderHome(home: Home, notice: string | null = null): SlackHome {
  const blocks: SlackBlock[] = [
    ...topOf(home, notice),
    ...figuresPart(home),
    ...(home.mine ? ticketsPart(home.mine, orderButton(home.mine.order), 0) : []),
    ...home.breaching.flatMap((list, at) => ticketsPart(list, [], at + 1)),
    ...suggestionsPart(home),
    ...digestsPart(home),
    ...sourcesPart(home),
    ...adminPart(home),
  ];
  const order = home.mine?.order ?? 'newest';
  return homeView(numbered(blocks), order);
}

/** The page where there is only something to say: a refusal, something that isn't answering. */
export function renderHomeNotice(words: string): SlackHome {
  const refresh = button('Refresh', HOME_ACTIONS.refresh, 'refresh');
  return homeView([...prose([brief(words, SENTENCE)]), ...actions([refresh])], 'newest');
}

function homeView(blocks: SlackBlock[], order: string): SlackHome {
  return { type: 'home', private_metadata: order, blocks: blocks.slice(0, LIMITS.viewBlocks) };
}

function topOf({ missing, at, zone, whoWords }: Home, notice: string | null): SlackBlock[] {
  const refresh = button('Refresh', HOME_ACTIONS.refresh, 'refresh');
  return [
    ...(notice === null ? [] : prose([`**${brief(notice, SENTENCE)}**`])),
    ...(missing
      ? prose([`**${brief(missing.words, SENTENCE)}**`, brief(missing.next, SENTENCE)])
      : []),
    ...actions([refresh]),
    ...asides([`As of ${formatClock(at, zone)}. ${brief(whoWords, SENTENCE)}`]),
  ];
}

const MARKS: Readonly<Record<FigureCard['verdict'], string>> = {
  better: ' (better)',
  worse: ' (worse)',
  same: '',
  unclear: '',
  neutral: '',
};

function figuresPart({ figures, figuresTitle }: Home): SlackBlock[] {
  if (figures.length === 0) return [];
  const lines = figures.map((figure): RichTextText[] => {
    const course = sparkline(figure.trend);
    return [
      ...emphasised(`${brief(figure.label)}: **${brief(figure.value)}**`),
      ...(course === '' ? [] : [text('  '), text(course, 'code'), text(` ${figure.trendWords}`)]),
      ...(figure.change === ''
        ? []
        : emphasised(` · ${brief(figure.change)}${MARKS[figure.verdict]}`)),
    ];
  });
  const open = figures.map(({ label, question }) => askButton(label, question));
  return [title(figuresTitle), list(lines), ...actions(open)];
}

function ticketsPart(tickets: TicketList, more: readonly Button[], nth: number): SlackBlock[] {
  const { lines, total, question, empty } = tickets;
  const heading = title(`${tickets.title}${total > 0 ? ` (${formatCount(total)})` : ''}`);
  if (lines.length === 0) return [heading, ...prose([empty])];
  const all =
    question !== null && total > lines.length
      ? [askButton(`All ${formatCount(total)}`, question)]
      : [];
  const rest =
    total > lines.length && all.length === 0
      ? asides([`And ${formatCount(total - lines.length)} more.`])
      : [];
  const buttons = total > 1 ? [...all, ...more] : all;
  const menu = ticketMenu(
    lines.map(({ id, subject }) => ({ ref: id, subject })),
    nth,
  );
  return [heading, list(lines.map(ticketLine)), ...rest, ...menu, ...actions(buttons)];
}

/** What may stand for a link without being one itself. */
const PLAIN_ID = /^[\p{L}\p{N}#_-]{1,40}$/u;

function ticketLine({ id, subject, priority, age, url }: TicketLine): RichTextElement[] {
  const told = [subject, priority, age].filter((one) => one !== null && one !== '');
  const words = told.map((one) => brief(String(one))).join(' · ');
  if (url === null) return [text(brief(id), 'bold'), text(` ${words}`)];
  const isPlain = PLAIN_ID.test(id);
  const link = { type: 'link', url, text: isPlain ? id : 'Open', style: { bold: true } } as const;
  return [link, text(isPlain ? ` ${words}` : ` ${brief(id)} ${words}`)];
}

function orderButton(order: 'newest' | 'oldest'): Button[] {
  const other = order === 'newest' ? 'oldest' : 'newest';
  return [button(`${sentenceCase(other)} first`, HOME_ACTIONS.order, other)];
}

function suggestionsPart({ suggestions }: Home): SlackBlock[] {
  if (suggestions.length === 0) return [];
  const buttons = suggestions.map(({ label, question }) => askButton(label, question));
  return [title('Ask'), ...actions(buttons), ...asides(['The answer comes as a direct message.'])];
}

function digestsPart({ digests, zone }: Home): SlackBlock[] {
  if (digests.length === 0) return [];
  return [title('Digests'), list(digests.map((digest) => digestLine(digest, zone)))];
}

function digestLine(digest: DigestLine, zone: string): RichTextElement[] {
  const { channel, nextAt, isPaused, schedule } = digest;
  const where: RichTextElement[] =
    channel !== null && /^[CGD][A-Z0-9]+$/.test(channel)
      ? [text(' in '), { type: 'channel', channel_id: channel }]
      : [];
  return [
    text(brief(digest.title), 'bold'),
    text(`: ${brief(schedule)}`),
    ...where,
    ...(nextAt === null
      ? [text(isPaused ? ' · paused' : ' · off: no channel yet')]
      : next(nextAt, zone)),
  ];
}

function next(at: string, zone: string): RichTextElement[] {
  return [
    text(' · next '),
    {
      type: 'date',
      timestamp: Math.floor(Date.parse(at) / 1000),
      format: '{date_short_pretty} {time}',
      fallback: formatInstant(at, zone),
    },
  ];
}

/** Said before the words where those don't say it themselves. */
const STATES: Readonly<Record<SourceCard['state'], string>> = {
  fresh: 'fresh: ',
  behind: 'behind: ',
  failing: '',
  reading: '',
  once: '',
};

function sourcesPart({ sources }: Home): SlackBlock[] {
  if (sources.length === 0) return [];
  const lines = sources.map(({ label, state, words }) =>
    emphasised(`**${brief(label)}** ${STATES[state]}${brief(words)}`),
  );
  return [title('Where the figures come from'), list(lines)];
}

function adminPart({ may }: Home): SlackBlock[] {
  const buttons = [
    ...(may.sync ? [button('Sync now', HOME_ACTIONS.sync, 'sync')] : []),
    ...(may.sync ? [button('Test connections', HOME_ACTIONS.test, 'test')] : []),
    ...(may.seeRuns ? [button('Run log', HOME_ACTIONS.runs, 'runs')] : []),
    ...(may.seePermissions ? [button('Who may do what', HOME_ACTIONS.permissions, 'who')] : []),
  ];
  return buttons.length === 0 ? [] : [title('For admins'), ...actions(buttons)];
}

const LINE = 100;
const SENTENCE = 400;

const brief = (words: string, most: number = LINE): string => oneLine(shorten(words, most));

const title = (words: string): SlackBlock => ({
  type: 'header',
  text: plain(oneLine(words), LIMITS.headerText),
});

const text = (words: string, style?: 'bold' | 'code'): RichTextText => ({
  type: 'text',
  text: words,
  ...(style && { style: { [style]: true } }),
});

function list(lines: readonly (readonly RichTextElement[])[]): RichTextBlock {
  const elements = lines.map(
    (line): RichTextSection => ({ type: 'rich_text_section', elements: [...line] }),
  );
  return { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements }] };
}

function button(label: string, action: string, value: string): Button {
  const words = plain(sentenceCase(oneLine(label)), LIMITS.buttonText);
  return { type: 'button', action_id: action, text: words, value };
}

const askButton = (label: string, question: string): Button =>
  button(label, HOME_ACTIONS.ask, question);

/** Action ids are unique on a page: those of questions are numbered. */
function numbered(blocks: readonly SlackBlock[]): SlackBlock[] {
  let asked = 0;
  return blocks.map((block) =>
    block.type !== 'actions'
      ? block
      : {
          ...block,
          elements: block.elements.map((element) =>
            element.action_id === HOME_ACTIONS.ask
              ? { ...element, action_id: `${HOME_ACTIONS.ask}_${asked++}` }
              : element,
          ),
        },
  );
}
