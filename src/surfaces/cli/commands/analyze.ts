import type { Analyses, AnalysisRun } from '../../../assist/analyse/analyses.ts';
import { AskerError } from '../../../core/errors.ts';
import type { AnalysesAtHand } from '../analysis-link.ts';
import { atHand } from '../at-hand.ts';
import { addCommand, type CommandHost, databaseOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import type { CliParts } from '../parts.ts';
import { createProgressLine } from '../progress.ts';
import { renderAnalysis, renderLesson, renderRun } from '../render/analysis.ts';

type AnalyzeOptions = {
  readonly db?: string;
  readonly json?: boolean;
  readonly force?: boolean;
  readonly by?: string;
};
type WithGlobals = { optsWithGlobals(): AnalyzeOptions };

const COMMAND_LINE = 'command line';

export function addAnalyze(host: CommandHost): void {
  const command = addCommand(
    host,
    'analyze',
    'Find out what tickets and chats are about, how customers feel, and what is to be expected.',
    [
      'analyze',
      'analyze --force',
      'analyze 4312',
      'analyze set 4312 category=refund priority=high',
      'analyze set 4312 category=',
      'analyze learn',
    ],
  )
    .argument('[ticket...]', 'their numbers; left out: all that are new or changed')
    .addOption(databaseOption())
    .option('--force', 'those that have not changed too')
    .option('--by <name>', 'who puts something right')
    .option('--json', 'print as JSON')
    .action(async (tickets: string[], _: unknown, own: WithGlobals) =>
      host.finish(await analyze(tickets, own.optsWithGlobals(), host.parts)),
    );
  command
    .command('set')
    .description('Say what it really is: kept over every later analysis, and learned from.')
    .argument('<ticket>', 'its number')
    .argument('<field=value...>', 'such as category=refund; an empty value gives it back')
    .action(async (ticket: string, wishes: string[], _: unknown, own: WithGlobals) =>
      host.finish(await set(ticket, wishes, own.optsWithGlobals(), host.parts)),
    );
  command
    .command('learn')
    .description('Learn categories from tickets that were labelled by people or their system.')
    .action(async (_: unknown, own: WithGlobals) =>
      host.finish(await learn(own.optsWithGlobals(), host.parts)),
    );
  command
    .command('state')
    .description('Tell how many are analysed, and how many wait.')
    .action(async (_: unknown, own: WithGlobals) =>
      host.finish(await state(own.optsWithGlobals(), host.parts)),
    );
}

async function open(
  { db }: AnalyzeOptions,
  { openStore, analyseByService }: CliParts,
): Promise<AnalysesAtHand & AsyncDisposable> {
  return atHand(
    await analyseByService(db),
    () => openStore({ path: db, absent: 'existing', threads: 'of-this-run' }),
    async (store) => ({ analyses: await store.analyses(), zone: store.zone }),
  );
}

async function analyze(
  tickets: readonly string[],
  options: AnalyzeOptions,
  parts: CliParts,
): Promise<number> {
  const { terminal } = parts;
  await using store = await open(options, parts);
  const { analyses } = store;
  if (tickets.length === 0) {
    const run = await runWhole(analyses, options, parts);
    terminal.write(options.json ? `${JSON.stringify(run)}\n` : renderRun(run));
    return run.isStopped ? EXIT.cancelled : EXIT.ok;
  }
  const refs = await Promise.all(tickets.map((words) => analyses.find(words)));
  const isForced = options.force === true;
  await analyses.run({ refs, isForced }, () => undefined, parts.signal);
  const found = await Promise.all(refs.map((ref) => analyses.of(ref)));
  if (options.json) terminal.write(`${JSON.stringify(found)}\n`);
  else
    found.forEach((analysis, at) => {
      const { zone } = store;
      terminal.write(
        analysis
          ? renderAnalysis(analysis, { zone, paint: terminal.paint })
          : `Nobody has written anything in ${refs[at]?.kind} ${refs[at]?.id}.\n`,
      );
    });
  return EXIT.ok;
}

async function runWhole(
  analyses: Pick<Analyses, 'run'>,
  options: AnalyzeOptions,
  { terminal, signal }: CliParts,
): Promise<AnalysisRun> {
  const progress = createProgressLine(terminal);
  try {
    return await analyses.run(
      { isForced: options.force === true },
      ({ done, of }) => progress.show({ step: 'Analysing', rows: done, of }),
      signal,
    );
  } finally {
    progress.clear();
  }
}

async function set(
  ticket: string,
  wishes: readonly string[],
  options: AnalyzeOptions,
  parts: CliParts,
): Promise<number> {
  const { terminal } = parts;
  await using store = await open(options, parts);
  const { analyses } = store;
  const ref = await analyses.find(ticket);
  const by = options.by ?? COMMAND_LINE;
  const analysis = await analyses.correct(ref, Object.fromEntries(wishes.map(readWish)), by);
  terminal.write(
    options.json
      ? `${JSON.stringify(analysis)}\n`
      : renderAnalysis(analysis, { zone: store.zone, paint: terminal.paint }),
  );
  return EXIT.ok;
}

/** "priority=high"; "priority=" for as analysed. */
function readWish(words: string): readonly [field: string, value: string] {
  const [field = '', ...rest] = words.split('=');
  if (rest.length === 0) throw new AskerError(`“${words}” is not like priority=high.`);
  return [field, rest.join('=')];
}

async function learn(options: AnalyzeOptions, parts: CliParts): Promise<number> {
  const { terminal, signal } = parts;
  await using store = await open(options, parts);
  const lesson = await store.analyses.learn(signal);
  terminal.write(options.json ? `${JSON.stringify(lesson)}\n` : renderLesson(lesson));
  return EXIT.ok;
}

async function state(options: AnalyzeOptions, parts: CliParts): Promise<number> {
  const { terminal } = parts;
  await using store = await open(options, parts);
  const { analysed, pending } = await store.analyses.state();
  terminal.write(
    options.json
      ? `${JSON.stringify({ analysed, pending })}\n`
      : `${analysed} analysed, ${pending} new or changed.\n`,
  );
  return EXIT.ok;
}
