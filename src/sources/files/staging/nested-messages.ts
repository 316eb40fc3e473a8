import { type FlatRow, parseRow } from './json-rows.ts';

const LIST_OF_MESSAGES =
  /(?:^|\.)(?:messages|comments|events|replies|transcript|posts|conversation_parts)(?:\.(?:data|items|conversation_parts))?$/i;

const NO_MESSAGES = /(?:^|\.)messages(?:\.data)?$/;

/** The field of a conversation that lists its messages; null when there is none. */
export function messagesField(row: FlatRow): string | null {
  for (const [name, value] of row) {
    if (value?.startsWith('[{') && LIST_OF_MESSAGES.test(name)) return name;
  }
  return null;
}

function hasNone(row: FlatRow): boolean {
  return [...row].some(([name, value]) => value === null && NO_MESSAGES.test(name));
}

/** A conversation's messages as rows of their own, what is said of the conversation under `conversation.…`; the row itself when it lists none. */
export function messagesWithin(row: FlatRow): readonly FlatRow[] {
  const field = messagesField(row);
  if (field === null) return hasNone(row) ? [] : [row];
  const conversation = [...row]
    .filter(([name]) => name !== field)
    .map(([name, value]) => [`conversation.${name}`, value] as const);
  const messages = JSON.parse(row.get(field) ?? '[]') as readonly unknown[]; // written by us, from a list
  return messages.map((message) => {
    const cells = parseRow(JSON.stringify(message), { line: 1, column: 1 });
    return new Map([...cells, ...conversation]);
  });
}
