import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect, it } from 'vitest';
import { chartHeight } from '../../src/charts/chart-config.ts';
import { createLocalRenderer } from '../../src/charts/local-renderer.ts';
import { chart, KINDS } from './sample-charts.ts';

const renderer = createLocalRenderer();

/** How many different colours there are in a picture, looking at every tenth pixel. */
async function coloursIn(png: Uint8Array): Promise<number> {
  const image = await loadImage(png);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const seen = new Set<number>();
  for (let at = 0; at < data.length; at += 40) {
    seen.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
  }
  return seen.size;
}

it.each(KINDS.map((spec, index) => ({ name: `${spec.kind} ${index}`, spec })))(
  'draws $name as a picture with something on it, in both themes',
  async ({ spec }) => {
    for (const theme of ['light', 'dark'] as const) {
      const png = await renderer.draw(spec, { theme });
      const image = await loadImage(png);
      expect([image.width, image.height]).toEqual([1440, 2 * chartHeight(spec)]);
      expect(await coloursIn(png)).toBeGreaterThan(3);
    }
  },
);

it('gives the same bytes for the same chart', async () => {
  const first = await renderer.draw(chart({}), { theme: 'light' });
  const second = await createLocalRenderer().draw(chart({}), { theme: 'light' });
  expect(Buffer.from(first).equals(second)).toBe(true);
});
