import type { ChartSpec } from '../core/answer.ts';
import type { ChartTheme } from './palette.ts';

/** Makes pictures of charts: in this process, or on a chart server. */
export interface ChartRenderer {
  /** A PNG at twice its size in CSS pixels, for sharp screens. The same spec and theme give the same bytes. */
  draw(spec: ChartSpec, look: { readonly theme: ChartTheme }): Promise<Uint8Array>;
}
