import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Each folder of src/, and the other folders it may import. Files directly in src/ may import all. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  core: [],
  store: ['core'],
  llm: ['core', 'store'],
  sources: ['core', 'store'],
  charts: ['core'],
  analytics: ['core', 'store'],
  ask: ['core', 'llm', 'charts', 'analytics', 'store'],
  assist: ['core', 'llm', 'store'],
  tickets: ['core', 'llm', 'store', 'sources'],
  digests: ['core', 'llm', 'analytics', 'ask', 'store'],
  bot: ['core', 'charts', 'analytics', 'ask', 'assist', 'tickets', 'digests', 'store'],
  'surfaces/slack': ['core', 'bot', 'digests'],
  'surfaces/teams': ['core', 'bot'],
  'surfaces/web': ['core', 'charts', 'bot', 'sources', 'ops'],
  'surfaces/cli': ['core', 'bot', 'sources', 'digests', 'tickets', 'assist', 'ops'],
  ops: ['core'],
};
const LONGEST_FILE = 400; // lines; past it a file is doing two jobs

const SRC = join(import.meta.dirname, '..', 'src');
const IMPORT = /\b(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g;

function filesIn(folder: string): string[] {
  const root = join(SRC, folder);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(root, name));
}

function folderOf(path: string): string {
  const inside = relative(SRC, path).split(sep).join('/');
  return Object.keys(MAY_IMPORT).find((folder) => inside.startsWith(`${folder}/`)) ?? inside;
}

describe.each(Object.entries(MAY_IMPORT))('src/%s', (folder, allowed) => {
  it('imports only the folders below it', () => {
    const offences = filesIn(folder).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(IMPORT)]
        .map(([, specifier = '']) => folderOf(join(dirname(file), specifier)))
        .filter((target) => target !== folder && !allowed.includes(target))
        .map((target) => `${relative(SRC, file)} → ${target}`),
    );
    expect(offences).toEqual([]);
  });

  it(`has no file over ${LONGEST_FILE} lines`, () => {
    const tooLong = filesIn(folder).filter(
      (file) => readFileSync(file, 'utf8').split('\n').length > LONGEST_FILE,
    );
    expect(tooLong.map((file) => relative(SRC, file))).toEqual([]);
  });
});

it('lists every folder of src/ above', () => {
  const folders = existsSync(SRC)
    ? readdirSync(SRC, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : [];
  const known = new Set(Object.keys(MAY_IMPORT).map((folder) => folder.split('/')[0]));
  expect(folders.map((entry) => entry.name).filter((name) => !known.has(name))).toEqual([]);
});
