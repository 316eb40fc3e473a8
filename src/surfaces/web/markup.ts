import { html as escaped, raw } from 'hono/html';
import { unbroken, withoutUnseen } from '../../core/readable.ts';

/** Markup that is already escaped. */
export type Html = ReturnType<typeof escaped>;

/** Markup with every text in it escaped, and rid of what would reorder or hide the page around it. */
export function html(strings: TemplateStringsArray, ...values: readonly unknown[]): Html {
  return escaped(strings, ...values.map(readable));
}

function readable(value: unknown): unknown {
  if (typeof value === 'string') return withoutControls(withoutUnseen(value));
  return Array.isArray(value) ? value.map(readable) : value;
}

/** Text exactly as it is, also what `html` leaves out: for what a form sends back. */
export function exactly(text: string): Html {
  return raw(text.replace(/[&<>"'\p{Cc}\p{Cf}]/gu, (sign) => `&#${sign.codePointAt(0)};`));
}

/** Lines and tabs are layout; any other control is shown to be there. */
function withoutControls(text: string): string {
  return text.replace(/[^\P{Cc}\n\r\t]/gu, '\uFFFD');
}

const RIGHT_TO_LEFT = '\\p{Script=Hebrew}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Thaana}';
const RUN = new RegExp(
  `([${RIGHT_TO_LEFT}](?:[${RIGHT_TO_LEFT}\\p{M}\\s'’-]*[${RIGHT_TO_LEFT}\\p{M}])?)`,
  'u',
);

/** A name written from right to left stays a name: figures and names after it keep their places. */
function isolate(text: string): Html | string {
  const parts = text.split(RUN);
  if (parts.length === 1) return text;
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<bdi>${part}</bdi>` : part))}`;
}

/** `**…**` in an answer's sentences marks the figure that matters. An unpaired mark stands as written. */
export function emphasise(text: string): Html {
  const parts = unbroken(text).split('**');
  const paired = parts.length % 2 === 1 ? parts.length : parts.length - 1;
  const whole = parts.slice(0, paired);
  const rest = parts.slice(paired).map((part) => `**${part}`);
  return html`${whole.map((part, index) =>
    index % 2 === 1 ? html`<strong>${isolate(part)}</strong>` : isolate(part),
  )}${rest}`;
}

/** The sentences as a screen reader should say them. */
export function plainText(text: string): string {
  return withoutUnseen(text).replaceAll('**', '');
}
