import { describe, expect, it } from 'vitest';
import { createAssets } from '../../../src/surfaces/web/assets.ts';
import { openConsole, pageOf } from './open-console.ts';

const BUDGET = 64_000; // bytes of our own scripts and styles

const textOf = async (name: string) =>
  Buffer.from((await createAssets().read(name))?.body ?? []).toString('utf8');

/** Every module the page's entry reaches, with its text. */
async function modules(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const queue = ['surfaces/web/browser/console.js'];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue;
    const text = await textOf(name);
    found.set(name, text);
    for (const [, path = ''] of text.matchAll(/\bfrom\s*['"](\.[^'"]+)['"]/g)) {
      queue.push(new URL(path, `http://x/${name}`).pathname.slice(1));
    }
  }
  return found;
}

describe('what a page loads', () => {
  it('is kept for good under an address that changes with it', async () => {
    const { get } = openConsole();
    const paths = [...(await pageOf(get('/'))).matchAll(/"(\/assets\/[^"]+)"/g)].map(
      ([, path]) => path ?? '',
    );
    expect(paths.length).toBeGreaterThan(3);
    for (const path of paths) {
      const response = await get(path);
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get('Cache-Control')).toContain('immutable');
    }
  });

  it('is all there: every module that one imports', async () => {
    for (const [name, text] of await modules())
      expect([name, text.length > 0]).toEqual([name, true]);
  });

  it('has its comments taken off, and nothing else', async () => {
    const served = await textOf('surfaces/web/browser/page.js');
    expect(served).not.toContain('/**');
    expect(served.match(/^export function \w+/gm)).toEqual([
      'export function find',
      'export function nodesOf',
      'export function announce',
      'export function scrolling',
    ]);
  });

  it('has its types taken off', async () => {
    const shared = [...(await modules())].filter(([name]) => name.endsWith('.ts'));
    for (const [, text] of shared) expect(text).not.toMatch(/^\s*(import type|export type)/m);
  });

  it(`is at most ${BUDGET / 1000} kB of our own`, async () => {
    const scripts = [...(await modules())].filter(([name]) => name.endsWith('.js'));
    const total = [...scripts.map(([, text]) => text), await textOf('console.css')].join('').length;
    expect(total).toBeLessThanOrEqual(BUDGET);
  });

  it('is nothing else than what is listed', async () => {
    const { get } = openConsole();
    for (const path of ['../../package.json', 'surfaces/web/access.ts', 'core/errors.ts']) {
      expect((await get(`/assets/x/${path}`)).status).toBe(404);
    }
  });
});
