import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, inflateRawSync } from 'node:zlib';

const ROOT = join(import.meta.dirname, '..');
const SHARED = join(ROOT, '..', 'shared', 'data');

export type DatabaseName = 'demo' | 'analysed' | 'uci' | 'helpdesk';

export type DatabaseSpec = {
  readonly name: DatabaseName;
  readonly zone: string;
  /** The file it is imported from; null: the demo generator. */
  readonly file: string | null;
  /** A smaller demo, and what is done with it before it is asked about. */
  readonly size?: readonly string[];
  readonly afterwards?: readonly (readonly string[])[];
};

export const DATABASES: readonly DatabaseSpec[] = [
  { name: 'demo', zone: 'America/Halifax', file: null },
  {
    ...{ name: 'analysed', zone: 'America/Halifax', file: null },
    size: ['--tickets', '1500', '--chats', '1000'],
    afterwards: [
      ['analyze'],
      ...['2331', '2332', '2335', '2339', '2342', '2401'].map((ticket) => [
        ...['analyze', 'set', ticket, 'category=order', '--by', 'Nova'],
      ]),
    ],
  },
  {
    name: 'uci',
    zone: 'Europe/Rome',
    file: join(SHARED, 'incidents-uci', 'incident_event_log.zip'),
  },
  { name: 'helpdesk', zone: 'Europe/Rome', file: join(SHARED, 'helpdesk-log', 'helpdesk.csv.gz') },
];

const DEMO_ENDS_AT = '2026-11-20T14:00:00Z';

/** Builds the database with the CLI and gives its path, or null where its file is absent. Throws Error with the CLI's words. */
export function buildDatabase(spec: DatabaseSpec, folder: string, reuse: boolean): string | null {
  const path = join(folder, `${spec.name}.duckdb`);
  if (spec.file !== null && !existsSync(spec.file)) return null;
  if (reuse && existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  for (const ending of ['', '.wal']) rmSync(path + ending, { force: true });
  const where = ['--zone', spec.zone, '--db', path];
  if (spec.file === null)
    deskhand(
      ['demo', '--seed', '1', '--ends-at', DEMO_ENDS_AT, ...(spec.size ?? []), ...where],
      folder,
    );
  else deskhand(['import', unpacked(spec.file, folder), '--yes', ...where], folder);
  for (const command of spec.afterwards ?? []) deskhand([...command, '--db', path], folder);
  return path;
}

/** Asks all questions of a JSONL file in one process and gives what it printed. `model`: variables that set one up. */
export function askAll(
  spec: DatabaseSpec,
  database: string,
  questions: string,
  model: NodeJS.ProcessEnv = {},
): string {
  const args = ['ask', '--questions', questions, '--json', '--db', database, '--zone', spec.zone];
  return deskhand(args, join(database, '..'), model);
}

/** With the settings as they stand in config/, and a state and saved mappings of its own. */
function deskhand(
  args: readonly string[],
  folder: string,
  variables: NodeJS.ProcessEnv = {},
): string {
  const config = join(folder, 'config');
  rmSync(config, { recursive: true, force: true });
  cpSync(join(ROOT, 'config'), config, { recursive: true });
  rmSync(join(config, 'imports'), { recursive: true, force: true });
  const run = spawnSync(process.execPath, [join(ROOT, 'src', 'cli.ts'), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...variables,
      DESKHAND_CONFIG: config,
      DESKHAND_STATE: `sqlite:${join(folder, 'state.sqlite')}`,
    },
  });
  writeFileSync(join(folder, `${args[0]}.log`), run.stderr ?? '');
  if (run.status !== 0)
    throw new Error(`deskhand ${args.join(' ')} ended with ${run.status}: ${run.stderr}`, {
      cause: run.error,
    });
  return run.stdout;
}

function unpacked(file: string, folder: string): string {
  const bytes = readFileSync(file);
  const name = file.replace(/^.*[/\\]/, '').replace(/\.(zip|gz)$/, '');
  const path = join(folder, name.endsWith('.csv') ? name : `${name}.csv`);
  writeFileSync(path, file.endsWith('.zip') ? firstFileOfZip(bytes) : gunzipSync(bytes));
  return path;
}

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY_SIZE = 46;
const LOCAL_HEADER_SIZE = 30;
const DEFLATED = 8;

/** https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7–4.3.16; no ZIP64. */
function firstFileOfZip(zip: Buffer): Buffer {
  const end = zip.lastIndexOf(Buffer.from(Uint32Array.of(END_OF_DIRECTORY).buffer));
  let entry = zip.readUInt32LE(end + 16);
  const count = zip.readUInt16LE(end + 10);
  for (let nth = 0; nth < count; nth++) {
    const size = zip.readUInt32LE(entry + 20);
    if (size > 0) {
      const header = zip.readUInt32LE(entry + 42);
      const start =
        header + LOCAL_HEADER_SIZE + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
      const packed = zip.subarray(start, start + size);
      return zip.readUInt16LE(entry + 10) === DEFLATED ? inflateRawSync(packed) : packed;
    }
    const lengths = [28, 30, 32].map((at) => zip.readUInt16LE(entry + at));
    entry += ENTRY_SIZE + lengths.reduce((sum, length) => sum + length, 0);
  }
  throw new TypeError('the archive holds no file');
}
