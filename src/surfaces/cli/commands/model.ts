import {
  type ModelSpent,
  modelWords,
  NO_MODEL,
  NOTHING_SENT,
  type SentView,
  sentParts,
  sentWords,
  vendorWords,
} from '../../../core/model-words.ts';
import { addCommand, type CommandHost } from '../command.ts';
import { EXIT } from '../failure.ts';
import { readWholeNumber } from '../options.ts';
import type { CliParts, ModelCheck, OpenModel } from '../parts.ts';
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

const renderNone = ({ paint }: Terminal): string =>
  `${paint.strong(NO_MODEL.headline)}\n  ${NO_MODEL.advice}\n`;

function renderModel({ setUp }: OpenModel, spent: ModelSpent, { paint }: Terminal): string {
  const lines = modelWords(setUp, spent).map((line) => `  ${line}\n`);
  return `${paint.strong(setUp.model)} ${vendorWords(setUp)}\n${lines.join('')}`;
}

function renderCheck({ setUp }: OpenModel, found: ModelCheck, { paint }: Terminal): string {
  const name = paint.strong(setUp.model);
  if (found.isWorking)
    return `${name} works: it answered in ${(found.tookMs / 1000).toFixed(1)} s.\n`;
  return [`${name} ${paint.warn('doesn’t work')}: ${found.says}`, `  → ${found.remedy}`, ''].join(
    '\n',
  );
}

function renderLog(calls: readonly SentView[], terminal: Terminal): string {
  if (calls.length === 0) return `${NOTHING_SENT}\n`;
  const shown = new Set<string>();
  return calls.map((call) => renderCall(call, shown, terminal)).join('\n');
}

/** Instructions and forms are shown once: they are the same from call to call. */
function renderCall(call: SentView, shown: Set<string>, { paint }: Terminal): string {
  const texts = sentParts(call.payload).map(({ what, text }) => {
    const isKnown = what !== null && shown.has(text);
    shown.add(text);
    return indented(isKnown ? `(the same ${what} as above)` : text);
  });
  const head = paint.strong(`${call.at}  ${sentWords(call)}`);
  return [head, texts.join('\n  ---\n'), ''].join('\n');
}

const indented = (text: string): string => text.replaceAll(/^/gm, '  ');
