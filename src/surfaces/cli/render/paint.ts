import { styleText } from 'node:util';

type Brush = (text: string) => string;

/** What stands out how. Without colours every brush leaves the text as it is. */
export type Paint = {
  readonly strong: Brush;
  readonly faint: Brush;
  readonly accent: Brush;
  readonly warn: Brush;
  readonly good: Brush;
};

export function createPaint(isColoured: boolean): Paint {
  const brush =
    (format: 'bold' | 'dim' | 'cyan' | 'yellow' | 'green'): Brush =>
    (text) =>
      isColoured && text !== '' ? styleText(format, text, { validateStream: false }) : text;
  return {
    strong: brush('bold'),
    faint: brush('dim'),
    accent: brush('cyan'),
    warn: brush('yellow'),
    good: brush('green'),
  };
}
