import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Argument, Option } from 'commander';
import { AskerError } from '../../../core/errors.ts';
import type {
  Entity,
  ImportOverrides,
  ImportPreview,
  ImportSummary,
} from '../../../sources/files/file-import.ts';
import { TARGETS } from '../../../sources/files/recognise/targets.ts';
import { addCommand, type CommandHost, databaseOption } from '../command.ts';
import { EXIT } from '../failure.ts';
import { readMapping, readPath, readZone } from '../options.ts';
import type { CliParts, OpenStore } from '../parts.ts';
import { createProgressLine } from '../progress.ts';
import { renderImportSummary, renderPreview } from '../render/preview.ts';

type ImportOptions = {
  readonly as?: Entity;
  readonly map?: readonly string[];
  readonly zone?: string;
  readonly dayFirst?: boolean;
  readonly monthFirst?: boolean;
  readonly source?: string;
  readonly fresh?: boolean;
  readonly page?: string;
  readonly force?: boolean;
  readonly db?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
};

type SourceFile = { readonly path: string; readonly fileName: string };

export function addImport(host: CommandHost): void {
  const what = 'Load a file: CSV, JSON, JSON lines or Parquet. Shows how it would be read first.';
  addCommand(host, 'import', what, [
    'import tickets.csv',
    'import export.csv --as tickets --day-first --zone Europe/Rome --yes',
    'import export.csv --map "Opened=created_at" --map "Owner=agent"',
  ])
    .addArgument(new Argument('<file>', 'the file').argParser(readPath))
    .addOption(new Option('--as <entity>', 'what its rows are').choices(Object.keys(TARGETS)))
    .option(
      '--map <column=field>',
      'what a column is: a field, extra or ignore; may be repeated',
      readMapping,
    )
    .option('--zone <zone>', 'zone of times that name none', readZone)
    .option('--day-first', 'dates such as 3/4/2026 are 3 April')
    .option('--month-first', 'dates such as 3/4/2026 are March 4')
    .option('--source <name>', 'name to keep the rows under, when several systems are loaded')
    .option('--fresh', 'set aside how an earlier file with these headings was read')
    .option('--page <name>', 'the Facebook page whose messages these are')
    .option('--force', 'work through conversations of a page again that are here already')
    .addOption(databaseOption())
    .option('--yes', 'load without asking')
    .option('--json', 'print {preview, summary} as JSON')
    .action(async (path: string, options: ImportOptions) => {
      host.finish(await runImport(path, options, host.parts));
    });
}

/** `deskhand import`: shows how the file would be read, then loads it if that is agreed to. */
async function runImport(path: string, options: ImportOptions, parts: CliParts): Promise<number> {
  const overrides = overridesOf(options);
  const file = await findFile(path);
  const asks = parts.terminal.isInteractive && !options.json;
  const absent = options.yes || asks ? 'create' : 'scratch';
  await using store = await parts.openStore({ path: options.db, absent, threads: 'of-this-run' });
  const preview = await store.imports.preview(file, overrides);
  if (!options.json) parts.terminal.write(renderPreview(preview, parts.terminal));
  if (options.yes) refuseQuestions(preview);
  const settled = options.yes ? preview : await agree(preview, file, overrides, asks, store, parts);
  const summary = settled && (await load(settled, file, store, parts));
  if (options.json) parts.terminal.write(`${JSON.stringify({ preview, summary })}\n`);
  else if (summary) parts.terminal.write(`\n${renderImportSummary(summary, parts.terminal)}`);
  return summary ? EXIT.ok : EXIT.refused;
}

/** Overrides as the importer takes them. `--map` may name column and field either way round, as long as one of them is a field. */
function overridesOf(options: ImportOptions): ImportOverrides {
  const { as, zone, source, fresh, page, force, dayFirst, monthFirst, map } = options;
  if (dayFirst && monthFirst)
    throw new AskerError('--day-first and --month-first can’t both hold.');
  return {
    ...(as && { as }),
    ...(zone && { zone }),
    ...(source && { source }),
    ...(fresh && { fresh }),
    ...(page && { page }),
    ...(force && { force }),
    ...((dayFirst || monthFirst) && { dateOrder: dayFirst ? 'day-first' : 'month-first' }),
    ...(map && { map: Object.fromEntries(map.map((pair) => readPair(pair, as))) }),
  };
}

function readPair(pair: string, as: Entity | undefined): readonly [string, string] {
  const at = pair.lastIndexOf('=');
  const [left, right] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  const fields = as ? TARGETS[as] : Object.values(TARGETS).flat();
  const isField = (word: string) =>
    /^(?:extra|ignore)$/i.test(word) || fields.some(({ name }) => name === word.toLowerCase());
  return isField(left) && !isField(right) ? [right, left] : [left, right];
}

async function findFile(path: string): Promise<SourceFile> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new AskerError(`There is no file ${path}.`);
  if (found.isDirectory()) throw new AskerError(`${path} is a folder. Name one file in it.`);
  return { path, fileName: basename(path) };
}

function refuseQuestions({ fileName, questions }: ImportPreview): void {
  if (questions.length === 0) return;
  const open = questions.map(({ text, byOption }) => `${text} (${byOption})`).join(' ');
  throw new AskerError(`${fileName}: ${open} Nothing was written.`);
}

/** The preview to apply once everything open is answered and the person says yes; null when it is not to be. */
async function agree(
  first: ImportPreview,
  file: SourceFile,
  given: ImportOverrides,
  asks: boolean,
  store: OpenStore,
  { terminal, signal }: CliParts,
): Promise<ImportPreview | null> {
  if (!asks) {
    terminal.tell('Nothing was written; add --yes to load it.\n');
    return null;
  }
  const lines = createInterface({ input: terminal.input, output: terminal.output });
  const ask = (question: string) => lines.question(`\n${question} `, { signal });
  try {
    let preview = first;
    let overrides = given;
    for (let [question] = preview.questions; question; [question] = preview.questions) {
      const { options } = question;
      const list = options.map(({ label }, at) => `  ${at + 1} ${label}`).join('\n');
      const chosen = options[Number(await ask(`${question.text}\n${list}\nNumber:`)) - 1];
      if (!chosen) return declined(terminal);
      overrides = {
        ...overrides,
        ...chosen.overrides,
        map: { ...overrides.map, ...chosen.overrides.map },
      };
      preview = await store.imports.preview(file, overrides);
      terminal.write(renderPreview(preview, terminal));
    }
    return /^y(?:es)?$/i.test(await ask('Load it like this? [y/N]')) ? preview : declined(terminal);
  } finally {
    lines.close();
  }
}

function declined(terminal: CliParts['terminal']): null {
  terminal.tell('Nothing was written.\n');
  return null;
}

const STEPS = {
  reading: 'Reading',
  checking: 'Checking',
  writing: 'Writing',
  deriving: 'Working out replies and contacts',
};

async function load(
  preview: ImportPreview,
  file: SourceFile,
  store: OpenStore,
  { terminal, signal }: CliParts,
): Promise<ImportSummary> {
  const progress = createProgressLine(terminal);
  try {
    return await store.imports.apply(file, preview, {
      signal,
      onProgress: ({ step, rows, of }) => progress.show({ step: STEPS[step], rows, of }),
    });
  } finally {
    progress.clear();
  }
}
