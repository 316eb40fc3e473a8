import type { Suggestion } from '../../../assist/suggest/suggestion.ts';
import {
  NO_DRAFT,
  outcomeWords,
  problemWords,
  similarWords,
  sourceWords,
  verdictWords,
} from '../../../assist/suggest/suggestion-words.ts';
import { markedText } from '../../../assist/suggest/write/draft-text.ts';
import type { Paint } from './paint.ts';

/** A suggested reply with its sources, how sure it is and why. */
export function renderSuggestion(
  suggestion: Suggestion,
  { paint, now }: { readonly paint: Paint; readonly now: number },
): string {
  const { draft, similar, history, warnings, ticketRef, subject } = suggestion;
  const outcome = outcomeWords(suggestion);
  const bold = (text: string) =>
    text.replaceAll(/\*\*(.+?)\*\*/g, (_, words: string) => paint.strong(words));
  const block = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', paint.strong(title), ...lines.map((line) => `  ${line}`)];
  return [
    paint.strong(`Ticket ${ticketRef}${subject === null ? '' : ` · ${subject}`}`),
    bold(draft ? verdictWords(draft) : NO_DRAFT),
    ...(outcome === null ? [] : [outcome]),
    ...(draft
      ? [
          '',
          ...markedText(draft)
            .split('\n')
            .map((line) => (line === '' ? '' : `  ${line}`)),
        ]
      : []),
    ...block('To be looked at', (draft?.problems ?? []).map(problemWords)),
    ...block(
      'Sources',
      (draft?.sources ?? []).map((source) => {
        const { name, value } = sourceWords(source, now);
        return `[${name}] ${value}${source.url === null ? '' : `  ${source.url}`}`;
      }),
    ),
    ...block('Why this sure', [...(draft?.reasons ?? []), ...warnings]),
    ...block('Tickets like it', similar.map(similarWords)),
    ...block('Customer', history === null ? [] : [history]),
    '',
    paint.faint(`Draft ${suggestion.id}`),
    '',
  ].join('\n');
}
