import { progressWords } from '../../sources/sync/sync-words.ts';
import type { SyncProgress } from '../../sources/sync/syncing.ts';
import type { Terminal } from './terminal.ts';

const REDRAWN_EVERY_MS = 80;
/** Where lines can't be drawn over, so often and no more. */
const LINE_EVERY_MS = 10_000;

/** How far each source is: one line redrawn, or a plain line now and then where that can't be. */
export function createSyncProgress(terminal: Pick<Terminal, 'tell' | 'redraws'>, now = Date.now) {
  const latest = new Map<string, SyncProgress>();
  const toldAt = new Map<string, { readonly at: number; readonly step: string }>();
  let drawnAt = 0;
  let isDrawn = false;

  const redraw = (): void => {
    if (now() - drawnAt < REDRAWN_EVERY_MS) return;
    drawnAt = now();
    isDrawn = true;
    terminal.tell(`\r\u001B[2K${[...latest.values()].map(lineOf).join(' | ')}`);
  };
  const tellLine = (progress: SyncProgress): void => {
    const told = toldAt.get(progress.source);
    if (told && told.step === progress.step && now() - told.at < LINE_EVERY_MS) return;
    toldAt.set(progress.source, { at: now(), step: progress.step });
    terminal.tell(`${lineOf(progress)}\n`);
  };

  return {
    show(progress: SyncProgress): void {
      latest.set(progress.source, progress);
      if (terminal.redraws) redraw();
      else tellLine(progress);
    },
    clear(): void {
      if (isDrawn) terminal.tell('\r\u001B[2K');
      isDrawn = false;
    },
  };
}

function lineOf(progress: SyncProgress): string {
  return `${progress.label}: ${progressWords(progress)}`;
}
