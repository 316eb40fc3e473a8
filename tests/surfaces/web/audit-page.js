// Runs inside the page under test, which is why it is no TypeScript.

const NORMAL = 4.5;
const LARGE = 3;
const CONTROLS = 'a, button, input:not([type=hidden]), select, textarea, summary, canvas, img';

/** Controls a screen reader could not name. */
export function unnamedControls() {
  return [...document.querySelectorAll(CONTROLS)]
    .filter((element) => nameOf(element).trim() === '')
    .map((element) => element.outerHTML.slice(0, 120));
}

/** Texts whose contrast with the ground behind them is below AA, with the ratio. */
export function weakContrasts() {
  return [...document.querySelectorAll('body *')].filter(hasVisibleText).flatMap((element) => {
    const style = getComputedStyle(element);
    const grounds = groundsOf(element);
    const ratio = contrast(paint([...grounds, style.color]), paint(grounds));
    const size = Number.parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const words = element.textContent?.trim().slice(0, 60);
    return ratio < (isLarge ? LARGE : NORMAL) ? [`${ratio.toFixed(2)}: ${words}`] : [];
  });
}

/** Bytes of the first chart that something was drawn on. */
export function inkInChart() {
  const canvas = document.querySelector('canvas');
  const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
  return [...(data ?? [])].filter((value, index) => index % 4 === 3 && value > 0).length;
}

/** @param {Element} element */
function nameOf(element) {
  const labels =
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
      ? [...(element.labels ?? [])]
      : [];
  return [
    element.getAttribute('aria-label'),
    element.getAttribute('alt'),
    element.textContent,
    ...labels.map((label) => label.textContent),
  ].join('');
}

/** @param {Element} element */
function hasVisibleText(element) {
  const hasText = [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
  );
  return hasText && element.checkVisibility() && !element.matches(':disabled, noscript, option');
}

/**
 * @param {Element | null} element
 * @returns {string[]}
 */
function groundsOf(element) {
  if (element === null) return [];
  return [...groundsOf(element.parentElement), getComputedStyle(element).backgroundColor];
}

const painter = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

/**
 * Colours painted over each other, as channels.
 * @param {readonly string[]} colours
 */
function paint(colours) {
  if (painter === null) return [0, 0, 0];
  for (const colour of colours) {
    painter.fillStyle = colour;
    painter.fillRect(0, 0, 1, 1);
  }
  return [...painter.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

/**
 * @param {readonly number[]} a
 * @param {readonly number[]} b
 */
function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** @param {readonly number[]} channels */
function luminance(channels) {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
