// Runs on whatever Node the machine has (20 or later): installs what is missing, then hands over to the project's own Node 24.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BIN = join(ROOT, 'node_modules', '.bin');
const STAMP = join(ROOT, 'node_modules', '.deskhand-installed');
const WINDOWS = process.platform === 'win32';

/** What the install is for: running needs less than checking. */
function wanted(checking) {
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  return { lock, dev: checking };
}

function isInstalled({ lock, dev }) {
  if (!existsSync(STAMP) || !existsSync(join(BIN, WINDOWS ? 'node.cmd' : 'node'))) return false;
  const [stampedLock, stampedDev] = readFileSync(STAMP, 'utf8').split(' ');
  return stampedLock === lock && (!dev || stampedDev === 'dev');
}

/** Resolves to the exit code; signals meant for us reach the child, which decides when to end. */
function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', shell: WINDOWS, ...options });
    const forward = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
    const watch = whenOrphaned(() => forward('SIGTERM'));
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, forward);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

/** npm starts scripts in a shell, which ends at a signal without passing it on: then nobody is left who could stop us. */
function whenOrphaned(stop) {
  const parent = process.ppid;
  const isUnderNpm = process.env.npm_lifecycle_event !== undefined;
  return setInterval(() => isUnderNpm && process.ppid !== parent && stop(), 300);
}

async function install(need) {
  // A machine that has been set up for checking keeps what checking needs.
  const dev = need.dev || existsSync(join(BIN, 'vitest'));
  process.stderr.write('Installing what Deskhand needs (once, about a minute) …\n');
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error'];
  const quiet = { cwd: ROOT, stdio: ['ignore', 2, 'inherit'] };
  const code = await run('npm', dev ? args : [...args, '--omit=dev'], quiet);
  if (code !== 0) {
    process.stderr.write(`npm install failed (exit ${code}); see above, then try again.\n`);
    process.exit(code);
  }
  writeFileSync(STAMP, `${need.lock} ${dev ? 'dev' : 'run'}`);
}

const [first, ...rest] = process.argv.slice(2);
const checking = first === '--check';
const need = wanted(checking || first === '--tool');
if (!isInstalled(need)) await install(need);

const env = {
  ...process.env,
  PATH: `${BIN}${delimiter}${process.env.PATH ?? ''}`,
  // Four slow reads of the database would take all of libuv's four threads, and nothing else would move.
  UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? '8',
  // Stripped of types and compiled once: a third less time for every command.
  NODE_COMPILE_CACHE:
    process.env.NODE_COMPILE_CACHE ?? join(ROOT, 'node_modules', '.cache', 'node'),
};
if (checking) {
  process.exit(
    await run('npm', ['run', '--silent', 'check', ...(rest.length ? ['--', ...rest] : [])], {
      cwd: ROOT,
      env,
    }),
  );
}
const script = first === '--tool' ? rest.shift() : first;
// Reading sources makes much short-lived garbage, for hours: what is given back at once keeps the process small.
const isService = script === 'src/main.ts';
const isSync = script === 'src/cli.ts' && rest[0] === 'sync';
if (isService || isSync) env.MALLOC_ARENA_MAX ??= '1';
const flags = [
  '--disable-warning=ExperimentalWarning',
  ...(existsSync(join(ROOT, '.env')) ? [`--env-file=${join(ROOT, '.env')}`] : []),
  // Preparing demo data makes much short-lived garbage; the service is to stay small after it.
  ...(isService ? ['--max-semi-space-size=8'] : []),
  ...(isSync ? ['--max-semi-space-size=4', '--max-old-space-size=256'] : []),
];
process.exit(
  await run(join(BIN, 'node'), [...flags, join(ROOT, script), ...rest], {
    // Paths a person types are relative to where they typed them, not to the project.
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env,
  }),
);
