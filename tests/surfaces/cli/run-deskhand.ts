import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = join(import.meta.dirname, '..', '..', '..');

export type Ended = {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
};

/** A folder somebody works in, with settings, a database and a state of its own. */
export interface Desktop extends Disposable {
  readonly folder: string;
  /** The environment everything runs in there. */
  readonly variables: Readonly<Record<string, string>>;
  path(name: string): string;
  holds(name: string): boolean;
  /** Runs `deskhand …` there, as from a script: no terminal. */
  deskhand(args: readonly string[], input?: string): Promise<Ended>;
  /** The same, its output read as JSON. Throws what it said when it failed. */
  json<T>(args: readonly string[]): Promise<T>;
}

export function createDesktop(): Desktop {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'deskhand-cli-')));
  cpSync(join(ROOT, 'config'), join(folder, 'config'), { recursive: true });
  rmSync(join(folder, 'config', 'imports'), { recursive: true, force: true });
  const env = {
    DESKHAND_CONFIG: join(folder, 'config'),
    DESKHAND_DATABASE: join(folder, 'default.duckdb'),
    DESKHAND_STATE: `sqlite:${join(folder, 'state.sqlite')}`,
    DESKHAND_ZONE: 'America/Halifax',
    // As scripts/run.mjs has it.
    NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'node'),
  };
  const deskhand = async (args: readonly string[], input = ''): Promise<Ended> => {
    const cli = join(ROOT, 'src', 'cli.ts');
    const child = spawn(process.execPath, [cli, ...args], { cwd: folder, env });
    child.stdin.on('error', () => {}).end(input); // it may end without having read it
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const [out, err, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { exitCode, out, err };
  };
  return {
    folder,
    variables: env,
    path: (name) => join(folder, name),
    holds: (name) => existsSync(join(folder, name)),
    deskhand,
    async json<T>(args: readonly string[]) {
      const { exitCode, out, err } = await deskhand(args);
      if (exitCode !== 0) throw new Error(`deskhand ${args.join(' ')}: ${err}`);
      return JSON.parse(out) as T; // the caller names the shape it goes on to check
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Three tickets of a week in November. */
export const TICKETS_CSV = `Ticket ID,Subject,Status,Priority,Agent,Requester email,Created at,Solved at,Satisfaction,Region
1,Printer on fire,Open,High,Nova,a@x.com,2026-11-16 10:00,,,EMEA
2,Cannot log in,Solved,Normal,Girly,b@x.com,2026-11-17 11:00,2026-11-18 12:00,5,APAC
3,Refund please,Closed,Low,Nova,c@x.com,2026-11-18 09:30,2026-11-18 15:45,2,EMEA
`;
