import { formatNumber } from '../../../src/core/format.ts';
import type {
  DataVisualizationBlock,
  SlackBlock,
} from '../../../src/surfaces/slack/blocks/slack-message.ts';

/** Blocks drawn about as Slack draws them, for looking at. `pictures` gives what an uploaded file's id shows, as a URL. */
export type BlockCanvas = { readonly pictures: ReadonlyMap<string, string> };

type Fields = {
  readonly type?: string;
  readonly text?: unknown;
  readonly placeholder?: { readonly text: string };
  readonly style?: unknown;
  readonly url?: unknown;
  readonly user_id?: unknown;
  readonly usergroup_id?: unknown;
  readonly elements?: readonly Fields[];
};

/** One message as it stands in a channel. */
export function renderMessage(
  { blocks }: { readonly blocks: readonly SlackBlock[] },
  canvas: BlockCanvas,
): string {
  return `<div class="message"><div class="avatar">D</div><div class="body">
<div class="who"><b>Deskhand</b> <span class="app">APP</span> <time>10:00</time></div>
${blocks.map((block) => renderBlock(block, canvas)).join('\n')}
</div></div>`;
}

/** A modal as it opens over everything. */
export function renderModal(
  {
    title,
    blocks,
  }: { readonly title: { readonly text: string }; readonly blocks: readonly SlackBlock[] },
  canvas: BlockCanvas,
): string {
  return `<div class="modal"><h1>${escaped(title.text)}</h1>${blocks.map((block) => renderBlock(block, canvas)).join('\n')}</div>`;
}

/** The page they stand on. */
export function renderPage(parts: readonly string[], theme: 'light' | 'dark'): string {
  return `<!doctype html><meta charset="utf-8"><title>Blocks</title><style>${STYLE}</style><body class="${theme}">${parts.join('\n')}`;
}

function renderBlock(block: SlackBlock, canvas: BlockCanvas): string {
  switch (block.type) {
    case 'header':
      return `<h2>${escaped(block.text.text)}</h2>`;
    case 'divider':
      return '<hr>';
    case 'section':
      return `<div class="section">${block.text ? renderText(block.text) : ''}${
        block.fields ? `<div class="fields">${block.fields.map(renderText).join('')}</div>` : ''
      }${block.accessory ? renderElement(block.accessory) : ''}</div>`;
    case 'context':
      return `<div class="context">${block.elements.map((each) => (each.type === 'image' ? '' : renderText(each))).join(' ')}</div>`;
    case 'rich_text':
      return block.elements.map(renderRich).join('');
    case 'actions':
      return `<div class="actions">${block.elements.map(renderElement).join('')}</div>`;
    case 'context_actions':
      return '<div class="thumbs"><span>👍</span><span>👎</span></div>';
    case 'image':
      return renderPicture(block, canvas);
    case 'data_table':
      return renderTable(block);
    case 'data_visualization':
      return renderChart(block);
    case 'input':
      return `<label class="input">${escaped(block.label.text)}<div class="field"></div></label>`;
    default:
      return `<pre>${escaped(JSON.stringify(block))}</pre>`;
  }
}

function renderText({ type, text }: { readonly type: string; readonly text: string }): string {
  const words = type === 'mrkdwn' ? text : escaped(text);
  return `<span class="text">${words.replaceAll('\n', '<br>')}</span>`;
}

function renderRich(element: Fields): string {
  const parts = (element.elements ?? []) as readonly Fields[];
  const inside = parts.map((each) => ('elements' in each ? renderRich(each) : renderWord(each)));
  switch (element.type) {
    case 'rich_text_list':
      return `<ul>${inside.map((each) => `<li>${each}</li>`).join('')}</ul>`;
    case 'rich_text_quote':
      return `<blockquote>${inside.join('')}</blockquote>`;
    case 'rich_text_preformatted':
      return `<pre>${inside.join('')}</pre>`;
    default:
      return `<div class="rich">${inside.join('')}</div>`;
  }
}

function renderWord({ type, text, style, url, user_id, usergroup_id }: Fields): string {
  if (type === 'user' || type === 'usergroup')
    return `<span class="mention">@${user_id ?? usergroup_id}</span>`;
  const words = escaped(String(text ?? '')).replaceAll('\n', '<br>');
  if (type === 'link') return `<a href="${escaped(String(url))}">${words}</a>`;
  return isBold(style) ? `<b>${words}</b>` : words;
}

function wordsOf(text: unknown): string | null {
  if (typeof text !== 'object' || text === null || !('text' in text)) return null;
  return String(text.text);
}

function isBold(style: unknown): boolean {
  return typeof style === 'object' && style !== null && 'bold' in style && style.bold === true;
}

function renderElement(element: Fields): string {
  const label = wordsOf(element.text) ?? element.placeholder?.text ?? '⋯';
  return `<button class="${element.style ?? ''}">${escaped(label)}</button>`;
}

function renderPicture(
  block: Extract<SlackBlock, { type: 'image' }>,
  { pictures }: BlockCanvas,
): string {
  const id = 'slack_file' in block && 'id' in block.slack_file ? block.slack_file.id : '';
  const title = block.title ? `<div class="picture-title">${escaped(block.title.text)}</div>` : '';
  return `${title}<img class="picture" src="${pictures.get(id) ?? ''}" alt="${escaped(block.alt_text)}">`;
}

function renderTable({
  rows,
  page_size = 5,
  caption,
}: Extract<SlackBlock, { type: 'data_table' }>): string {
  const [heading = [], ...body] = rows;
  const cell = (each: (typeof heading)[number]) =>
    each.type === 'rich_text'
      ? each.elements.map((part) => renderRich(part)).join('')
      : escaped(each.text);
  const line = (cells: typeof heading, tag: string) =>
    `<tr>${cells.map((each) => `<${tag} class="${each.type}">${cell(each)}</${tag}>`).join('')}</tr>`;
  const pages = Math.ceil(body.length / page_size);
  const numeric = (at: number) => body.every((row) => row[at]?.type === 'raw_number');
  const head = `<tr>${heading.map((each, at) => `<th class="${numeric(at) ? 'raw_number' : ''}">${cell(each)}</th>`).join('')}</tr>`;
  return `<div class="table"><table><caption>${escaped(caption)}</caption>${head}${body
    .slice(0, page_size)
    .map((row) => line(row, 'td'))
    .join(
      '',
    )}</table>${pages > 1 ? `<div class="pages">1–${page_size} of ${body.length} ‹ 1 / ${pages} ›</div>` : ''}</div>`;
}

const WIDTH = 600;
const HEIGHT = 240;
const LEFT = 48;
const BOTTOM = 26;
const COLOURS = ['#1264a3', '#e8912d', '#2bac76', '#e01e5a', '#7c3085', '#36c5f0'];

function renderChart({ title, chart }: DataVisualizationBlock): string {
  const { categories, y_label } = chart.axis_config;
  const values = chart.series.flatMap(({ data }) => data.map(({ value }) => value));
  const top = Math.max(0, ...values);
  const low = Math.min(0, ...values);
  const y = (value: number) => (HEIGHT - BOTTOM) * (1 - (value - low) / (top - low || 1)) + 8;
  const step = (WIDTH - LEFT) / categories.length;
  const x = (at: number) => LEFT + step * (at + 0.5);
  const marks = chart.series.map(({ data }, index) => {
    const colour = COLOURS[index] ?? '#888';
    if (chart.type === 'line') {
      return `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${data.map(({ value }, at) => `${x(at)},${y(value)}`).join(' ')}"/>`;
    }
    const width = Math.min(40, (step * 0.7) / chart.series.length);
    return data
      .map(({ value }, at) => {
        const left = x(at) - (width * chart.series.length) / 2 + width * index;
        return `<rect x="${left}" y="${y(Math.max(value, 0))}" width="${width - 1}" height="${Math.abs(y(0) - y(value))}" rx="2" fill="${colour}"/>`;
      })
      .join('');
  });
  const every = Math.ceil(categories.length / Math.floor((WIDTH - LEFT) / 70));
  const names = categories.map((name, at) =>
    at % every === 0
      ? `<text x="${x(at)}" y="${HEIGHT + 4}" text-anchor="middle">${escaped(name)}</text>`
      : '',
  );
  const ticks = [low, (low + top) / 2, top].map(
    (value) =>
      `<line x1="${LEFT}" x2="${WIDTH}" y1="${y(value)}" y2="${y(value)}"/><text x="${LEFT - 6}" y="${y(value) + 4}" text-anchor="end">${formatNumber(Math.round(value * 10) / 10)}</text>`,
  );
  const legend =
    chart.series.length > 1
      ? `<div class="legend">${chart.series.map(({ name }, at) => `<span><i style="background:${COLOURS[at]}"></i>${escaped(name)}</span>`).join('')}</div>`
      : '';
  return `<div class="chart"><div class="chart-title">${escaped(title)}${y_label ? `<small>${escaped(y_label)}</small>` : ''}</div>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT + 10}">${ticks.join('')}${marks.join('')}${names.join('')}</svg>${legend}</div>`;
}

function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

const STYLE = `
body{font:15px/1.466 Lato,Inter,system-ui,sans-serif;margin:0;padding:20px 20px 60px;width:720px;--ink:#1d1c1d;--soft:#616061;--line:#ddd;--ground:#fff;--blue:#1264a3;--grid:#eee;background:var(--ground);color:var(--ink)}
body.dark{--ink:#d1d2d3;--soft:#ababad;--line:#4b4d51;--ground:#1a1d21;--blue:#1d9bd1;--grid:#33363a}
.message{display:flex;gap:8px;padding:10px 0;border-bottom:1px dotted var(--line)}
.asked{padding:10px 0 0 44px;color:var(--soft)}
.avatar{flex:none;width:36px;height:36px;border-radius:8px;background:#4a154b;color:#fff;display:grid;place-items:center;font-weight:700}
.body{min-width:0;flex:1}.who{font-size:15px}.app{background:var(--grid);color:var(--soft);font-size:10px;padding:1px 4px;border-radius:2px}time{color:var(--soft);font-size:12px}
.rich,.section{margin:2px 0;white-space:pre-wrap;overflow-wrap:anywhere}.rich div{display:inline}
h2{font-size:18px;font-weight:900;margin:8px 0 4px}hr{border:0;border-top:1px solid var(--line)}
.context{color:var(--soft);font-size:12px;line-height:1.5;margin:4px 0;overflow-wrap:anywhere}
ul{margin:2px 0;padding-left:26px}blockquote{margin:4px 0;border-left:4px solid var(--line);padding-left:12px}
pre{background:var(--grid);border:1px solid var(--line);border-radius:4px;padding:8px;font:12px/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;margin:4px 0}
.section{display:flex;justify-content:space-between;align-items:center;gap:12px}.fields{display:grid;grid-template-columns:1fr 1fr;gap:8px;max-width:520px}
.actions{display:flex;flex-wrap:wrap;gap:8px;margin:8px 0 4px}
button{font:700 13px/1 inherit;font-family:inherit;color:var(--ink);background:var(--ground);border:1px solid var(--line);border-radius:4px;padding:8px 12px;max-width:320px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
button.primary{color:#fff;background:#007a5a;border-color:#007a5a}
.thumbs{display:flex;gap:10px;filter:grayscale(1);opacity:.7;font-size:14px}
.picture{max-width:100%;max-height:420px;border-radius:8px;border:1px solid var(--line);display:block;margin:6px 0}
.table{border:1px solid var(--line);border-radius:8px;overflow-x:auto;margin:8px 0;font-size:13px}
table{border-collapse:collapse;width:100%}caption{position:absolute;left:-9999px}
th,td{padding:6px 10px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:break-word}th{background:var(--grid);overflow-wrap:normal}.raw_number{text-align:right;white-space:nowrap}
.pages{padding:6px 10px;color:var(--soft);font-size:12px;text-align:right}
.chart{border:1px solid var(--line);border-radius:8px;padding:12px;margin:8px 0}.chart-title{font-weight:700;margin-bottom:6px}.chart-title small{color:var(--soft);font-weight:400;margin-left:8px}
svg text{font-size:11px;fill:var(--soft)}svg line{stroke:var(--grid)}
.legend{display:flex;gap:14px;font-size:12px;color:var(--soft)}.legend i{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:5px}
.mention{color:var(--blue);background:#1d9bd120;border-radius:3px;padding:0 2px}a{color:var(--blue)}
.modal{border:1px solid var(--line);border-radius:8px;padding:16px 24px;width:520px;margin:20px 0}.modal h1{font-size:22px;margin:0 0 10px}.modal .rich{margin:8px 0}
.input{display:block;font-weight:700;margin:8px 0}.field{border:1px solid var(--line);height:60px;border-radius:4px}
`;
