import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { createDesktop, type Desktop } from '../surfaces/cli/run-deskhand.ts';

const ROOT = join(import.meta.dirname, '..', '..');

const started: ChildProcess[] = [];
const desktops: Desktop[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  for (const desktop of desktops.splice(0)) desktop[Symbol.dispose]();
});

function newDesktop(): Desktop {
  const desktop = createDesktop();
  desktops.push(desktop);
  return desktop;
}

/** Starts `src/main.ts` on a desktop's files, on any free port. */
function startService(desktop: Desktop, variables: Readonly<Record<string, string>> = {}) {
  const flags = ['--disable-warning=ExperimentalWarning', join(ROOT, 'src', 'main.ts')];
  const env = { ...desktop.variables, PORT: '0', LOG_LEVEL: 'warn', ...variables };
  const child = spawn(process.execPath, flags, { cwd: desktop.folder, env });
  started.push(child);
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, exited, err: text(child.stderr) };
}

async function addressOf({ child }: ReturnType<typeof startService>): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    said += chunk;
    const url = /Deskhand is at (\S+)/.exec(said)?.[1];
    if (url) return url;
  }
  throw new Error('the service ended without an address');
}

describe('the service', { timeout: 60_000 }, () => {
  it('starts with demo data, answers, backs up while it runs, and stops cleanly', async () => {
    const desktop = newDesktop();
    const service = startService(desktop);
    const url = await addressOf(service);
    const body = new URLSearchParams({ question: 'tickets by agent last month' });
    const answer = await fetch(`${url}/ask`, { method: 'POST', body, headers: { Origin: url } });
    expect(await answer.text()).toContain('Nova');

    const asked = await desktop.deskhand(['ask', 'csat']);
    expect(asked.exitCode).toBe(1);
    expect(asked.err).toMatch(/is in use by another process.*the console, it answers there/);
    const backup = await desktop.deskhand(['backup', 'copy.duckdb']);
    expect(backup).toMatchObject({ exitCode: 0, err: '' });

    service.child.kill('SIGTERM');
    expect(await service.exited).toBe(0);
    expect(await service.err).toMatch(/^Preparing demo data.*\n$/);
    const copy = await desktop.json<{ tables: { table: string; rows: number }[] }>([
      ...['status', '--db', 'copy.duckdb', '--json'],
    ]);
    expect(copy.tables).toContainEqual(expect.objectContaining({ table: 'tickets', rows: 5000 }));
  });

  it('tells every problem of its settings at once, and does not start', async () => {
    const desktop = newDesktop();
    const service = startService(desktop, { PORT: 'http', LOG_LEVEL: 'loud' });
    expect(await service.exited).toBe(1);
    const err = await service.err;
    expect(err).toContain('PORT:');
    expect(err).toContain('LOG_LEVEL:');
    expect(err).not.toMatch(/\n {4}at /);
    expect(existsSync(desktop.path('default.duckdb'))).toBe(false);
  });

  it('wants a token before others can reach it', async () => {
    const service = startService(newDesktop(), { HOST: '0.0.0.0' });
    expect(await service.exited).toBe(1);
    expect(await service.err).toContain('DESKHAND_TOKEN');
  });
});
