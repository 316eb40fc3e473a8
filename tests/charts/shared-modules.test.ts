import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '..', '..', 'src');
const SHARED = [
  'charts/chart-config.ts',
  'charts/chart-marks.ts',
  'charts/chart-options.ts',
  'charts/palette.ts',
  'core/format.ts',
];

it('keeps to modules the browser can be given, so that pages and pictures draw the same', () => {
  for (const name of SHARED) {
    const text = readFileSync(join(SRC, name), 'utf8');
    const imports = [...text.matchAll(/^(?:import|\} from)(?! type\b).*'(.+)';$/gm)]
      .filter(([line]) => !line.startsWith('import type'))
      .map(([, specifier = '']) => join(name, '..', specifier));
    expect(imports.filter((path) => !SHARED.includes(path))).toEqual([]);
  }
});
