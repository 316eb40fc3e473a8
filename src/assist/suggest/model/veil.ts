import type { KnownName } from '../../redact/find-names.ts';
import { createRedactor } from '../../redact/redact.ts';
import { LINKS } from '../grounding/links.ts';
import type { Evidence } from '../write/extract-body.ts';
import { textOf } from '../write/extract-body.ts';
import type { HelpRequest } from '../write/request.ts';

/** What leaves for a model, and the way back. */
export type Veiled = {
  readonly message: string;
  readonly sources: readonly { readonly mark: string; readonly text: string }[];
  /** Hides what a text of ours may hold, by the same placeholders. */
  hide(text: string): string;
  /** What a model said, without anything that could be followed or would call people. */
  plain(text: string): string;
  /** null: it holds what only another customer's ticket has, or placeholders nobody gave. */
  reveal(text: string): string | null;
};

const PLACEHOLDER = /\[[A-Z]+(?:_[A-Z]+)*_\d+\]/g;

/** Takes personal data and addresses of pages out of all that is sent. What another customer's ticket held never comes back. */
export function veil(
  request: HelpRequest,
  evidence: readonly Evidence[],
  names: readonly KnownName[],
): Veiled {
  const customers = [request.customerName, ...evidence.map(({ customerName }) => customerName)];
  const redactor = createRedactor([
    ...customers.flatMap((name) => (name === null ? [] : [{ kind: 'CUSTOMER' as const, name }])),
    ...names,
  ]);
  const links = new Map<string, string>();
  const hideLinks = (text: string) =>
    text.replaceAll(LINKS, (link) => {
      const known = [...links].find(([, held]) => held === link)?.[0];
      const placeholder = known ?? `[PAGE_${links.size + 1}]`;
      links.set(placeholder, link);
      return placeholder;
    });
  const hide = (text: string) => hideLinks(redactor.redact(text));
  const message = hide(request.text);
  const sources = evidence.map((one) => ({
    mark: one.mark,
    kind: one.hit.passage.kind,
    text: hide(textOf(one)),
  }));
  const own = [
    message,
    ...sources.flatMap(({ kind, text }) => (kind === 'document' ? [text] : [])),
  ];
  const shareable = new Set([
    ...own.flatMap((text) => text.match(PLACEHOLDER) ?? []),
    ...links.keys(), // a page is nobody's; whether a source has it is checked
  ]);
  return {
    message,
    sources: sources.map(({ mark, text }) => ({ mark, text })),
    hide,
    plain: (text) => text.replaceAll(LINKS, '…').replaceAll(/[<>@!*_`~[\]]/g, ''),
    reveal(text) {
      const used = text.match(PLACEHOLDER) ?? [];
      if (used.some((one) => !shareable.has(one))) return null;
      const whole = text.replaceAll(PLACEHOLDER, (one) => links.get(one) ?? one);
      return redactor.restore(whole);
    },
  };
}
