import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SRC = join(import.meta.dirname, '..', '..');
const STYLES = [
  'tokens',
  'base',
  'layout',
  'controls',
  'answer',
  'figures',
  'pages',
  'systems',
  'tickets',
  'model',
];
/** Modules the browser shares with the server, served under their place in src/ so that imports hold on both sides. */
const SHARED_MODULES = [
  'charts/chart-config.ts',
  'charts/chart-marks.ts',
  'charts/chart-options.ts',
  'charts/palette.ts',
  'core/format.ts',
];
const BROWSER = 'surfaces/web/browser';
const PACKAGES: Readonly<Record<string, string>> = {
  'inter-latin.woff2': '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  'inter-latin-ext.woff2': '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2',
  'plex-mono-latin.woff2': '@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2',
};
/** Comments on lines of their own: a fifth of our scripts, and nothing to a browser. */
const COMMENTS = /^[ \t]*\/\*[\s\S]*?\*\/\n/gm;
/** Says nothing in a style sheet. */
const INDENTS = /^[ \t]+/gm;
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  ts: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
};

/** What pages load, each under an address that changes with its content. */
export interface Assets {
  url(name: string): string;
  /** null for a name that isn't one of ours. */
  read(name: string): Promise<{ readonly body: Uint8Array; readonly type: string } | null>;
}

export function createAssets(): Assets {
  const own = ownFiles();
  const packaged = new Map(
    Object.entries(PACKAGES).map(([name, specifier]) => [name, packageFile(specifier)]),
  );
  packaged.set('chart.js', join(packageFile('chart.js'), '..', 'chart.umd.min.js'));
  const version = hashOf([...own.values()], [...packaged.values()]);

  return {
    url: (name) => `/assets/${version}/${name}`,
    async read(name) {
      const type = TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
      const text = own.get(name);
      if (text !== undefined) {
        const served = name.endsWith('.ts') ? stripTypeScriptTypes(text) : text;
        return { body: new TextEncoder().encode(served.replaceAll(COMMENTS, '')), type };
      }
      const path = packaged.get(name);
      return path === undefined ? null : { body: await readFile(path), type };
    },
  };
}

function ownFiles(): Map<string, string> {
  const files = new Map<string, string>();
  const styles = STYLES.map((name) => readText(`surfaces/web/styles/${name}.css`));
  files.set('console.css', styles.join('\n').replaceAll(INDENTS, ''));
  for (const name of readdirSync(join(SRC, BROWSER)).sort()) {
    if (name.endsWith('.js')) files.set(`${BROWSER}/${name}`, readText(`${BROWSER}/${name}`));
  }
  files.set('icon.svg', readText('surfaces/web/icon.svg'));
  for (const name of SHARED_MODULES) files.set(name, readText(name));
  return files;
}

function readText(name: string): string {
  return readFileSync(join(SRC, name), 'utf8');
}

function packageFile(specifier: string): string {
  return fileURLToPath(import.meta.resolve(specifier));
}

function hashOf(texts: readonly string[], paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  for (const path of paths) hash.update(basename(path)).update(String(readFileSync(path).length));
  return hash.digest('base64url').slice(0, 10);
}
