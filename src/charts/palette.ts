export type ChartTheme = 'light' | 'dark';

export type ChartColours = {
  readonly ground: string;
  readonly ink: string;
  readonly soft: string;
  readonly grid: string;
  readonly accent: string;
  /** Bars beside the one that is brought out. */
  readonly muted: string;
  readonly target: string;
  /** At most eight, told apart by people who are colour-blind (after Okabe and Ito). */
  readonly series: readonly string[];
  /** Ends of the scale of a heatmap. */
  readonly low: string;
  readonly high: string;
};

const LIGHT: ChartColours = {
  ground: '#ffffff',
  ink: '#1d1d1b',
  soft: '#5c5b56',
  grid: '#ecebe7',
  accent: '#0b5c8f',
  muted: '#a5c3d7',
  target: '#7a4b00',
  series: ['#0b5c8f', '#d55e00', '#00815d', '#b97a00', '#a8467f', '#3f9fd8', '#6b6a65', '#8a7d00'],
  low: '#eef4f8',
  high: '#0b5c8f',
};

const DARK: ChartColours = {
  ground: '#202120',
  ink: '#ebebe8',
  soft: '#a5a5a0',
  grid: '#333432',
  accent: '#7cbdec',
  muted: '#41596a',
  target: '#eec16c',
  series: ['#7cbdec', '#ff9a5c', '#4fd0a5', '#f0c050', '#e3a0c6', '#b9ddf5', '#a5a5a0', '#ddd36a'],
  low: '#26313a',
  high: '#9ad0f7',
};

export const MOST_SERIES = 8;

export function coloursOf(theme: ChartTheme): ChartColours {
  return theme === 'dark' ? DARK : LIGHT;
}

/** A colour `part` of the way from `from` to `to`; both `#rrggbb`. */
export function mixColours(from: string, to: string, part: number): string {
  const channel = (colour: string, at: number): number =>
    Number.parseInt(colour.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => {
    const value = channel(from, at) + (channel(to, at) - channel(from, at)) * part;
    return Math.round(value).toString(16).padStart(2, '0');
  });
  return `#${mixed.join('')}`;
}

/** Black or white, whichever reads better on a `#rrggbb` ground. */
export function inkOn(ground: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(ground.slice(at, at + 2), 16));
  const brightness = (red ?? 0) * 0.299 + (green ?? 0) * 0.587 + (blue ?? 0) * 0.114;
  return brightness > 145 ? '#1d1d1b' : '#ffffff';
}

/** The colour with an alpha between 0 and 1. */
export function fade(colour: string, alpha: number): string {
  return `${colour}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0')}`;
}
