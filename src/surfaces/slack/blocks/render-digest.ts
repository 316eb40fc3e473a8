import type { ChartSpec } from '../../../core/answer.ts';
import { renderChart } from './chart-block.ts';
import { LIMITS, pack } from './fit.ts';
import type { ReplyOptions } from './render-reply.ts';
import type { RenderedReply, SlackBlock, SlackMessage } from './slack-message.ts';
import { asides, fallback, oneLine, plain, points, prose } from './words.ts';

/** What a digest says in the channel. `**…**` in its sentences marks figures, as in answers. */
export type DigestLead = {
  readonly title: string;
  /** What it covers, and that it came late if it did: "17 – 23 Nov 2026, Halifax time". */
  readonly about: readonly string[];
  readonly headline: string;
  readonly points: readonly string[];
  readonly warnings: readonly string[];
  /** At most two are shown; the rest belongs to the sections. */
  readonly charts: readonly ChartSpec[];
  /** Slack ids of people and user groups to mention, or everybody there: as the operator set it. */
  readonly mention?: {
    readonly users: readonly string[];
    readonly groups: readonly string[];
    readonly everybody?: 'here' | 'channel' | null;
  };
  /** File names of pictures begin with it. */
  readonly stem: string;
};

/** The headline message of a digest, for the channel. Its sections are replies with a `heading`, for its thread. */
export function renderDigestLead(
  lead: DigestLead,
  { form = 'full' }: Pick<ReplyOptions, 'form'> = {},
): RenderedReply {
  const charts = lead.charts.slice(0, LIMITS.chartsPerMessage).map((chart, at) =>
    renderChart(chart, {
      stem: at === 0 ? lead.stem : `${lead.stem}-${at + 1}`,
      at,
      native: form === 'full',
    }),
  );
  const blocks: SlackBlock[] = [
    { type: 'header', text: plain(oneLine(lead.title), LIMITS.headerText) },
    ...asides(lead.about),
    ...mentions(lead.mention),
    ...prose([lead.headline]),
    ...points(lead.points),
    ...asides(lead.warnings),
    ...charts.map(({ block }) => block),
  ];
  const said = [lead.title, lead.headline, ...lead.about, ...lead.points, ...lead.warnings];
  const [first = [], ...rest] = pack(blocks);
  return {
    message: { text: fallback([...said, ...lead.charts.map(({ alt }) => alt)]), blocks: first },
    files: charts.flatMap(({ file }) => file ?? []),
    more: rest.map((each): SlackMessage => ({ text: fallback([lead.title]), blocks: each })),
  };
}

function mentions({
  users,
  groups,
  everybody = null,
}: NonNullable<DigestLead['mention']> = NOBODY): SlackBlock[] {
  const elements = [
    ...(everybody === null ? [] : [{ type: 'broadcast' as const, range: everybody }]),
    ...groups.map((usergroup_id) => ({ type: 'usergroup' as const, usergroup_id })),
    ...users.map((user_id) => ({ type: 'user' as const, user_id })),
  ].flatMap((mention) => [mention, { type: 'text' as const, text: ' ' }]);
  return elements.length === 0
    ? []
    : [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
}

const NOBODY = { users: [], groups: [] };
