import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import type { Entity, ImportOverrides } from './file-import.ts';
import type { LoadPlan } from './plan/load-plan.ts';
import { slugOf } from './recognise/normalise-header.ts';

const ENTITIES = ['tickets', 'chats', 'messages', 'agents', 'customers'] as const;

const mappingSchema = z.object({
  files: z.string(),
  entity: z.enum(ENTITIES),
  source: z.string(),
  zone: z.string().optional(),
  dateOrder: z.enum(['day-first', 'month-first']).optional(),
  columns: z.record(z.string(), z.string()),
});

/** How files with certain headers are read, as kept under `config/imports/`. */
export type SavedMapping = {
  readonly name: string;
  /** File names it was made for, without digits: `tickets` stands for tickets-2026-03.csv. */
  readonly files: string;
  readonly entity: Entity;
  /** Empty where files with such headers came from several. */
  readonly source: string;
  /** Zone and date order as somebody set them, and only for files of that name: other files with such headers may differ in both. */
  readonly zone: string | null;
  readonly dateOrder: 'day-first' | 'month-first' | null;
  readonly columns: Readonly<Record<string, string>>;
};

export type SavedMappings = {
  /** The mapping made for exactly these headers, in any order; rather one made for a file of such a name. */
  find(headers: readonly string[], fileName: string): Promise<SavedMapping | null>;
  keep(made: {
    readonly fileName: string;
    readonly headers: readonly string[];
    readonly plan: LoadPlan;
    readonly overrides: ImportOverrides;
    readonly saved: SavedMapping | null;
  }): Promise<void>;
};

const HEAD = `# How files with these columns are read. Edit freely: the right side names a column of the store, extra (kept as a field of its own) or ignore.
# zone and dateOrder hold for files named like the one it was made for.
`;

/** Mappings kept as YAML files in a folder a person may look into. */
export function createSavedMappings(folder: string): SavedMappings {
  return {
    async find(headers, fileName) {
      const fitting = await readFitting(folder, headers);
      const own = fitting.find(({ files }) => files === stemOf(fileName));
      if (own) return own;
      const [first] = fitting;
      const isOneSource = fitting.every(({ source }) => source === first?.source);
      return first
        ? { ...first, source: isOneSource ? first.source : '', zone: null, dateOrder: null }
        : null;
    },
    async keep({ fileName, headers, plan, overrides, saved }) {
      const existing = await readAll(folder);
      const fitting = existing.filter(({ columns }) => hasSame(Object.keys(columns), headers));
      const same =
        fitting.find(({ files }) => files === stemOf(fileName)) ??
        fitting.find(({ source }) => source === plan.source);
      const name =
        same?.name ?? freeName(slugOf(stemOf(fileName)).replaceAll('_', '-') || 'import', existing);
      const zone = overrides.zone ?? saved?.zone;
      const dateOrder = overrides.dateOrder ?? saved?.dateOrder;
      const text = stringify({
        files: stemOf(fileName),
        entity: plan.entity,
        source: plan.source,
        ...(zone ? { zone } : {}),
        ...(dateOrder ? { dateOrder } : {}),
        columns: Object.fromEntries(headers.map((header) => [header, wordFor(header, plan)])),
      });
      await mkdir(folder, { recursive: true });
      const path = join(folder, `${name}.yaml`);
      await writeFile(`${path}.new`, HEAD + text);
      await rename(`${path}.new`, path);
    },
  };
}

function wordFor(header: string, plan: LoadPlan): string {
  const use = plan.uses.find((one) => one.header === header);
  const known = plan.columns.filter(({ name }) => !name.startsWith('x_'));
  const read =
    known.find(({ match }) => match.header === header) ??
    known.find(({ name }) => name === use?.column);
  if (read) return read.name;
  return use?.because === 'duplicate' ? 'ignore' : 'extra';
}

async function readFitting(
  folder: string,
  headers: readonly string[],
): Promise<readonly SavedMapping[]> {
  const all = await readAll(folder);
  return all.filter(({ columns }) => hasSame(Object.keys(columns), headers));
}

async function readAll(folder: string): Promise<readonly SavedMapping[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.yaml')).toSorted();
  const mappings = await Promise.all(files.map((name) => readOne(folder, name)));
  return mappings.filter((mapping) => mapping !== null);
}

/** null for a file that is no mapping: someone else's YAML, or half edited. */
async function readOne(folder: string, name: string): Promise<SavedMapping | null> {
  try {
    const text = await readFile(join(folder, name), 'utf8');
    const { zone, dateOrder, ...mapping } = mappingSchema.parse(parse(text));
    return {
      name: name.replace(/\.yaml$/, ''),
      ...mapping,
      zone: zone ?? null,
      dateOrder: dateOrder ?? null,
    };
  } catch {
    return null;
  }
}

function hasSame(a: readonly string[], b: readonly string[]): boolean {
  const names = new Set(a);
  return a.length === b.length && b.every((name) => names.has(name));
}

/** A file's name without its endings and without what numbers or dates it. */
function stemOf(fileName: string): string {
  return fileName
    .toLowerCase()
    .replace(/(?:\.(?:csv|tsv|txt|json|jsonl|ndjson|parquet|gz|zip))+$/, '')
    .replace(/[\d\s_.()-]+/g, ' ')
    .trim();
}

function freeName(base: string, existing: readonly SavedMapping[]): string {
  const taken = new Set(existing.map(({ name }) => name));
  let name = base;
  for (let n = 2; taken.has(name); n++) name = `${base}-${n}`;
  return name;
}
