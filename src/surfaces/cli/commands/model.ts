import { z } from 'zod';
import { addCommand, type CommandHost } from '../command.ts';
import { EXIT } from '../failure.ts';
import { readWholeNumber } from '../options.ts';
import type { CliParts, ModelCheck, ModelSpent, OpenModel, SentView } from '../parts.ts';
import type { Terminal } from '../terminal.ts';

type Options = { readonly json?: boolean };
type LogOptions = Options & { readonly last: number };

export function addModel(host: CommandHost): void {
  const command = addCommand(
    host,
    'model',
    'Look at the language model that helps to read questions.',
    ['model', 'model test', 'model log --last 3', 'model log --json'],
  ).option('--json', 'print as JSON');
  command.action(async (options: Options) => host.finish(await show(options, host.parts)));
  command
    .command('test')
    .description('Ask it once, and say what is wrong if it doesn’t answer.')
    .action(async () => host.finish(await test(host.parts)));
  command
    .command('log')
    .description('Show what was sent to it, as it was sent, newest first. Kept for 14 days.')
    .option('--last <n>', 'so many calls', readWholeNumber, 5)
    .option('--json', 'print as JSON, a call on each line')
    .action(async (_options: LogOptions, self: { optsWithGlobals(): LogOptions }) =>
      host.finish(await log(self.optsWithGlobals(), host.parts)),
    );
}

async function show({ json }: Options, { terminal, openModel }: CliParts): Promise<number> {
  await using model = await openModel();
  const spent = model && (await model.today());
  if (json) {
    const said = model && spent ? { ...setUpOf(model), today: spent } : null;
    terminal.write(`${JSON.stringify(said)}\n`);
  } else
    terminal.write(model && spent ? renderModel(model, spent, terminal) : renderNone(terminal));
  return EXIT.ok;
}

const setUpOf = ({
  setUp: { vendor, model, baseUrl, deadlineMs, limits, adhocSql, analysesTickets },
}: OpenModel) => ({
  ...{ vendor, model, baseUrl, deadlineMs, limits, adhocSql, analysesTickets },
});

async function test({ terminal, openModel, signal }: CliParts): Promise<number> {
  await using model = await openModel();
  if (!model) {
    terminal.write(renderNone(terminal));
    return EXIT.refused;
  }
  const found = await model.test(signal);
  terminal.write(renderCheck(model, found, terminal));
  return found.isWorking ? EXIT.ok : EXIT.refused;
}

async function log({ json, last }: LogOptions, { terminal, openModel }: CliParts): Promise<number> {
  await using model = await openModel();
  if (!model) {
    terminal.write(renderNone(terminal));
    return EXIT.refused;
  }
  const calls = await model.sent(last);
  if (json) for (const call of calls) terminal.write(`${JSON.stringify(call)}\n`);
  else terminal.write(renderLog(calls, terminal));
  return EXIT.ok;
}

function renderNone({ paint }: Terminal): string {
  return [
    paint.strong('No language model is set up.'),
    '  Questions are read by rules alone. Put GEMINI_API_KEY or OPENAI_API_KEY into .env for more; README.md, “With a model”, says what leaves then.',
    '',
  ].join('\n');
}

function renderModel({ setUp }: OpenModel, spent: ModelSpent, { paint }: Terminal): string {
  const { vendor, model, baseUrl, deadlineMs, limits, adhocSql, analysesTickets } = setUp;
  const { calls, inputTokens, outputTokens, costUsd } = spent;
  const most = (limit: number | null, unit: string): string =>
    limit === null ? '' : ` of ${unit}${limit}`;
  const cost =
    costUsd === null ? 'prices aren’t set' : `$${costUsd.toFixed(4)}${most(limits.usdADay, '$')}`;
  return [
    `${paint.strong(model)} by ${vendor}${baseUrl === null ? '' : `, at ${baseUrl}`}`,
    `  A question waits ${deadlineMs / 1000} s at most; ${limits.callsADayEach ?? 'any number of'} calls${limits.usdADayEach === null ? '' : ` and $${limits.usdADayEach}`} a day for each person.`,
    `  Today (UTC): ${calls}${most(limits.callsADay, '')} calls, ${inputTokens} tokens in, ${outputTokens} out; ${cost}.`,
    `  Labelling redacted texts of tickets and chats: ${analysesTickets ? 'on (MODEL_ANALYSIS=off keeps them here)' : 'off'}.`,
    `  SQL written for questions that no metric can say: ${adhocSql ? 'on' : 'off (ADHOC_SQL=on allows it)'}.`,
    '',
  ].join('\n');
}

function renderCheck({ setUp }: OpenModel, found: ModelCheck, { paint }: Terminal): string {
  const name = paint.strong(setUp.model);
  if (found.isWorking)
    return `${name} works: it answered in ${(found.tookMs / 1000).toFixed(1)} s.\n`;
  return [`${name} ${paint.warn('doesn’t work')}: ${found.says}`, `  → ${found.remedy}`, ''].join(
    '\n',
  );
}

const payloadSchema = z.object({
  instructions: z.string(),
  text: z.string(),
  schema: z.unknown(),
});

function renderLog(calls: readonly SentView[], terminal: Terminal): string {
  if (calls.length === 0) return 'Nothing was sent in the last 14 days.\n';
  const shown = new Set<string>();
  return calls.map((call) => renderCall(call, shown, terminal)).join('\n');
}

/** Instructions and forms are shown once: they are the same from call to call. */
function renderCall(call: SentView, shown: Set<string>, { paint }: Terminal): string {
  const { at, purpose, prompt, outcome, usage, tookMs, payload } = call;
  const tokens = usage ? `, ${usage.inputTokens} tokens in, ${usage.outputTokens} out` : '';
  const head = paint.strong(
    `${at}  ${purpose}${prompt && ` (${prompt})`}: ${outcome}, ${tookMs} ms${tokens}`,
  );
  const { data } = payloadSchema.safeParse(payload);
  if (!data) return [head, indented(JSON.stringify(payload, null, 1)), ''].join('\n');
  const { instructions, text, schema } = data;
  const once = (words: string, what: string): string => {
    const isKnown = shown.has(words);
    shown.add(words);
    return indented(isKnown ? `(the same ${what} as above)` : words);
  };
  const form = schema ? [once(`Answer as JSON: ${JSON.stringify(schema)}`, 'form of answer')] : [];
  return [head, once(instructions, 'instructions'), '  ---', indented(text), ...form, ''].join(
    '\n',
  );
}

const indented = (text: string): string => text.replaceAll(/^/gm, '  ');
