import type { z } from 'zod';
import { countedLength, messageSchema, viewSchema } from './block-schemas.ts';

export type CheckOptions = {
  /** Markup that is meant: `<@U123>`, `<https://…|…>`; `<!here>` for the element too. Anything else that mentions or links is a problem. */
  readonly meant?: readonly string[];
};

const MESSAGES = new Set([
  'chat.postMessage',
  'chat.postEphemeral',
  'chat.update',
  'chat.scheduleMessage',
]);
const VIEWS = new Set(['views.open', 'views.push', 'views.update', 'views.publish']);

/** What Slack would object to in a call, or people should, each with its path; none for calls that carry no blocks. Takes blocks as JSON text too. */
export function checkPayload(
  method: string,
  payload: Readonly<Record<string, unknown>>,
  options: CheckOptions = {},
): readonly string[] {
  if (MESSAGES.has(method)) return checkMessage(parsed(payload, ['blocks', 'metadata']), options);
  if (!VIEWS.has(method)) return [];
  return checkView(parsed(payload, ['view']).view, options).map((problem) => `view.${problem}`);
}

/** A message as it is posted. */
export function checkMessage(message: unknown, options: CheckOptions = {}): readonly string[] {
  const {
    blocks = [],
    metadata,
    text,
  } = message as { blocks?: unknown[]; metadata?: unknown; text?: unknown };
  return [
    ...schemaProblems(messageSchema, message),
    ...unique(blocks),
    ...atMost('data_visualization blocks', ofType(blocks, 'data_visualization').length, 2),
    ...atMost('tables', ofType(blocks, 'data_table').length + ofType(blocks, 'table').length, 1),
    ...atMost(
      'characters in table cells',
      shownLength(ofType(blocks, 'data_table').map((each) => (each as { rows?: unknown }).rows)),
      10_000,
    ),
    // Measured: 9 597 characters (15 561 of JSON) are taken, 11 341 (17 694) are not. github.com/slackapi/bolt-js/issues/2867
    ...atMost('characters in blocks', shownLength(blocks), 9600),
    ...atMost(
      'characters of JSON beside tables',
      JSON.stringify(withoutTables(blocks)).length,
      15_561,
    ),
    ...atMost('bytes of text and blocks', bytes({ text, blocks }), 40_000),
    ...atMost('bytes of metadata', metadata === undefined ? 0 : bytes(metadata), 8000),
    ...markup(message, options),
  ];
}

/** A modal or a home tab. */
export function checkView(view: unknown, options: CheckOptions = {}): readonly string[] {
  const { blocks = [] } = view as { blocks?: unknown[] };
  return [
    ...schemaProblems(viewSchema, view),
    ...unique(blocks),
    ...atMost('bytes', bytes(view), 100_000),
    ...markup(view, options),
  ];
}

function parsed(
  payload: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Record<string, unknown> {
  const entries = Object.entries(payload).map(([key, value]) => [
    key,
    keys.includes(key) && typeof value === 'string' ? JSON.parse(value) : value,
  ]);
  return Object.fromEntries(entries);
}

function schemaProblems(schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => `${pathWords(path)}: ${message}`);
}

function pathWords(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (words, key) =>
      typeof key === 'number'
        ? `${words}[${key}]`
        : `${words}${words === '' ? '' : '.'}${String(key)}`,
    '',
  );
}

function unique(blocks: readonly unknown[]): string[] {
  return ['block_id', 'action_id'].flatMap((key) => {
    const ids = valuesOf(blocks, key);
    return ids
      .filter((id, at) => ids.indexOf(id) !== at)
      .map((id) => `blocks: ${key} ${id} is there twice`);
  });
}

function valuesOf(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    name === key ? [each] : valuesOf(each, key),
  );
}

function ofType(blocks: readonly unknown[], type: string): unknown[] {
  return blocks.filter((block) => (block as { type?: unknown }).type === type);
}

function withoutTables(blocks: readonly unknown[]): unknown[] {
  return blocks.filter((block) => (block as { type?: unknown }).type !== 'data_table');
}

function atMost(what: string, count: number, most: number): string[] {
  return count > most ? [`${count} ${what}; ${most} at most`] : [];
}

function shownLength(value: unknown): number {
  return ['text', 'title', 'caption', 'label', 'name', 'alt_text']
    .flatMap((key) => valuesOf(value, key))
    .reduce<number>(
      (sum, each) => sum + (typeof each === 'string' ? countedLength(each) : shownLength(each)),
      0,
    );
}

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}

/** Where Slack reads markup, nothing may come out as a mention or a link but what is meant; elsewhere no link may hide where it leads. */
function markup(payload: unknown, { meant = [] }: CheckOptions): string[] {
  return textsWithMarkup(payload, '')
    .flatMap(({ path, text }) => {
      const rest = meant.reduce((words, each) => words.replaceAll(each, ''), text);
      return DANGERS.filter(([, pattern]) => pattern.test(rest)).map(
        ([what]) => `${path}: ${what}`,
      );
    })
    .concat(disguises(payload, '', meant));
}

const DANGERS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a broadcast, subteam or date <!…>', /<!/],
  ['a mention <@…>', /<@/],
  ['a channel <#…>', /<#/],
  ['a link <http…>', /<(https?|mailto|tel|slack):/i],
  ['an unescaped <', /<(?![!@#])/],
  ['an unescaped &', /&(?!(amp|lt|gt);)/],
  ['an address that becomes a link', /\b[a-z][a-z0-9+.-]*:\/\/|\bwww\.|\bmailto:/i],
  ['a mail address', /[\p{L}\p{N}._%+-]@[\p{L}\p{N}-]/u],
  ['a mention by name', /(^|[^\p{L}\p{N}_])@(channel|here|everyone)\b/iu],
  ['a domain that becomes a link', /[\p{L}\p{N}-]\.(com|net|org|io|dev|app|co|example|test)\b/iu],
];

type Marked = { readonly path: string; readonly text: string };

function textsWithMarkup(value: unknown, path: string): Marked[] {
  if (Array.isArray(value))
    return value.flatMap((each, at) => textsWithMarkup(each, `${path}[${at}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]): Marked[] => {
    const at = path === '' ? key : `${path}.${key}`;
    const { type } = value as { type?: unknown };
    const isRead =
      key === 'text' &&
      typeof each === 'string' &&
      (path === '' || type === 'mrkdwn' || type === 'markdown');
    return isRead ? [{ path: at, text: each }] : textsWithMarkup(each, at);
  });
}

/** Link elements whose words look like an address, and not the one they lead to; calls to everybody that nobody meant. */
function disguises(value: unknown, path: string, meant: readonly string[]): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((each, at) => disguises(each, `${path}[${at}]`, meant));
  }
  if (typeof value !== 'object' || value === null) return [];
  const { type, url, text, range } = value as Readonly<Record<string, unknown>>;
  const isAddress = typeof text === 'string' && /\p{L}\.\p{L}{2}|:\/\//u.test(text);
  const isDisguised = type === 'link' && isAddress && text !== url;
  const isCall = type === 'broadcast' && !meant.includes(`<!${range}>`);
  return [
    ...(isDisguised ? [`${path}: a link that names another address`] : []),
    ...(isCall ? [`${path}: a call to everybody`] : []),
    ...Object.entries(value).flatMap(([key, each]) =>
      disguises(each, path === '' ? key : `${path}.${key}`, meant),
    ),
  ];
}
