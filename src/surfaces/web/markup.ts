import { html } from 'hono/html';

/** Markup that is already escaped. */
export type Html = ReturnType<typeof html>;

/** `**…**` in an answer's sentences marks the figure that matters. An unpaired mark stands as written. */
export function emphasise(text: string): Html {
  const parts = text.split('**');
  const paired = parts.length % 2 === 1 ? parts.length : parts.length - 1;
  const whole = parts.slice(0, paired);
  const rest = parts.slice(paired).map((part) => `**${part}`);
  return html`${whole.map((part, index) =>
    index % 2 === 1 ? html`<strong>${part}</strong>` : part,
  )}${rest}`;
}

/** The sentences as a screen reader should say them. */
export function plainText(text: string): string {
  return text.replaceAll('**', '');
}
