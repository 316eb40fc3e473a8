import { type Html, html } from '../markup.ts';

const PATHS = {
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  new: 'M10 4v12M4 10h12',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  file: 'M11 3H6a1.5 1.5 0 0 0-1.5 1.5v11A1.5 1.5 0 0 0 6 17h8a1.5 1.5 0 0 0 1.5-1.5v-8L11 3Zm0 0v4.5h4.5',
  send: 'M10 16V4.5M5 9.5l5-5 5 5',
  theme: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm0 0v14',
};

/** A drawing beside words, or inside a control that names itself. */
export function icon(name: keyof typeof PATHS): Html {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="${PATHS[name]}"/></svg>`;
}
