import { fileURLToPath } from 'node:url';
import type { ChartConfiguration, ChartItem } from 'chart.js';
import { chartConfig, chartHeight } from './chart-config.ts';
import type { ChartRenderer } from './chart-renderer.ts';

const WIDTH = 720;
const SCALE = 2;
const WEIGHTS = [400, 500, 600];
const SCRIPTS = ['latin', 'latin-ext', 'greek', 'cyrillic'];

type Draw = (config: ChartConfiguration, height: number) => Promise<Uint8Array>;

/** Draws in this process, with the bundled font. The canvas is loaded with the first chart. */
export function createLocalRenderer(): ChartRenderer {
  let loading: Promise<Draw> | null = null;
  return {
    async draw(spec, { theme }) {
      loading ??= loadCanvas();
      const draw = await loading;
      return draw(chartConfig(spec, { theme, standalone: true }), chartHeight(spec));
    },
  };
}

async function loadCanvas(): Promise<Draw> {
  const [{ createCanvas, GlobalFonts }, { Chart, registerables }] = await Promise.all([
    import('@napi-rs/canvas'),
    import('chart.js'),
  ]);
  for (const script of SCRIPTS) {
    for (const weight of WEIGHTS) GlobalFonts.registerFromPath(fontFile(script, weight), 'Inter');
  }
  Chart.register(...registerables);
  return async (config, height) => {
    const canvas = createCanvas(WIDTH, height);
    const options = { ...config.options, responsive: false, devicePixelRatio: SCALE };
    // The canvas has all that Chart.js calls; only its type isn't the browser's element.
    const chart = new Chart(canvas as unknown as ChartItem, { ...config, options });
    const png = await canvas.encode('png'); // beside the event loop, which has others to serve
    chart.destroy();
    return png;
  };
}

function fontFile(script: string, weight: number): string {
  const name = `@fontsource/inter/files/inter-${script}-${weight}-normal.woff2`;
  return fileURLToPath(import.meta.resolve(name));
}
