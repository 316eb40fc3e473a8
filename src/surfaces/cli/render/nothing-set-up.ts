import { NOTHING_SET_UP, SET_UP_LINES } from '../../../sources/sync/sync-words.ts';
import type { Paint } from './paint.ts';

/** What to put into .env, where nothing is. */
export function renderNothingSetUp({ paint }: { readonly paint: Paint }): string {
  const lines = SET_UP_LINES.map(({ label, variables }) => `  ${label.padEnd(9)} ${variables}`);
  return [
    paint.strong(NOTHING_SET_UP),
    ...lines,
    'README.md, “Connect your support system”, has the steps. Facebook page messages come as a file: deskhand import FILE.',
    '',
  ].join('\n');
}
