import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const CLI = join(import.meta.dirname, '..', 'src', 'cli.ts');

type Line = {
  readonly question: string;
  readonly now: string;
  readonly problem: string | null;
  readonly isSuspended: boolean;
  readonly holds: boolean;
};

export type VerifiedScore =
  /** Of the workspace's verified questions, how many are still read as they were kept. */
  | {
      readonly kind: 'looked';
      readonly of: number;
      readonly right: number;
      readonly wrong: readonly Line[];
    }
  /** `why`: in the CLI's words. */
  | { readonly kind: 'left-out'; readonly why: string };

/** Reads every verified question of the workspace that is set up here anew, with `deskhand verify --check`. */
export function checkVerified(env: NodeJS.ProcessEnv = process.env): VerifiedScore {
  const run = spawnSync(process.execPath, [CLI, 'verify', '--check', '--json'], {
    encoding: 'utf8',
    env,
  });
  const lines = (run.stdout ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line): Line => JSON.parse(line));
  // It ends with 1 both where one doesn't hold and where it can't look.
  if (run.status !== 0 && lines.length === 0)
    return { kind: 'left-out', why: (run.stderr ?? '').trim() };
  const used = lines.filter(({ isSuspended }) => !isSuspended);
  const wrong = used.filter(({ holds }) => !holds);
  return { kind: 'looked', of: used.length, right: used.length - wrong.length, wrong };
}

/** A line for each that doesn't hold, and one for all. */
export function renderVerified(score: VerifiedScore): string {
  if (score.kind === 'left-out') return `verified questions: left out, ${score.why}`;
  const wrong = score.wrong.map(
    ({ question, now, problem }) => `verified: ${question}: ${now}${problem ? `: ${problem}` : ''}`,
  );
  return [
    ...wrong,
    `verified questions: ${score.right} of ${score.of} read as they were kept`,
  ].join('\n');
}
