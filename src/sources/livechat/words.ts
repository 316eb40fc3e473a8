import type { FormField, LiveChatEvent, RichElement } from './answers.ts';
import { textOrNull } from './values.ts';

export type FormAnswers = { readonly name: string | null; readonly email: string | null };

/** An event as text; null where it has nothing to read. */
export function wordsOf(event: LiveChatEvent): string | null {
  switch (event.type) {
    case 'file':
      return textOrNull(event.name) === null ? 'File' : `File: ${event.name}`;
    case 'rich_message':
      return lines((event.elements ?? []).flatMap(elementLines));
    case 'filled_form':
      return lines((event.fields ?? []).map(fieldLine));
    case 'system_message':
    case 'system':
      // The list of types grows, and not all of them bring a sentence.
      return textOrNull(event.text) ?? textOrNull(event.system_message_type?.replace(/[._]/g, ' '));
    default:
      return event.text ?? null;
  }
}

/** A customer's name and address, where a form asked for them. */
export function answersOf(fields: readonly FormField[]): FormAnswers {
  const answer = (type: string): string | null =>
    textOrNull(fields.map((field) => (field.type === type ? answerOf(field) : null)).find(Boolean));
  return { name: answer('name'), email: answer('email') };
}

function elementLines({ title, subtitle, buttons }: RichElement): readonly (string | null)[] {
  const choices = (buttons ?? [])
    .map(({ text }) => textOrNull(text))
    .filter((text) => text !== null);
  return [
    textOrNull(title),
    textOrNull(subtitle),
    choices.length === 0 ? null : choices.map((choice) => `[${choice}]`).join(' '),
  ];
}

function fieldLine(field: FormField): string | null {
  const answer = answerOf(field);
  if (answer === null) return null;
  const label = textOrNull(field.label)?.replace(/:$/, '');
  return label === undefined ? answer : `${label}: ${answer}`;
}

function answerOf({ answer, answers }: FormField): string | null {
  const options = [
    ...(answers ?? []),
    ...(answer === null || answer === undefined ? [] : [answer]),
  ];
  const given = options
    .map((one) => textOrNull(typeof one === 'string' ? one : one.label))
    .filter((text) => text !== null);
  return given.length === 0 ? null : given.join(', ');
}

function lines(parts: readonly (string | null)[]): string | null {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? null : said.join('\n');
}
