import { formatCount } from '../../core/format.ts';
import type { Terminal } from './terminal.ts';

export type Progress = {
  readonly step: string;
  readonly rows: number;
  readonly of: number | null;
};

/** Redraws one line with how far the work is. Nothing is shown where a line can't be redrawn. */
export function createProgressLine(terminal: Pick<Terminal, 'tell' | 'redraws'>, now = Date.now) {
  const startedAt = now();
  let drawnAt = 0;
  let isDrawn = false;
  return {
    show({ step, rows, of }: Progress): void {
      if (!terminal.redraws || now() - drawnAt < 80) return;
      drawnAt = now();
      isDrawn = true;
      const seconds = (drawnAt - startedAt) / 1000;
      const amount = of === null ? formatCount(rows) : `${formatCount(rows)} of ${formatCount(of)}`;
      const rate = rows > 0 && seconds > 1 ? `, ${formatCount(rows / seconds)} a second` : '';
      terminal.tell(`\r\u001B[2K${step} ${amount}${rate}`);
    },
    clear(): void {
      if (isDrawn) terminal.tell('\r\u001B[2K');
      isDrawn = false;
    },
  };
}
