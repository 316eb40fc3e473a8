/** A ticket or a chat; ids of the two may be the same. */
export type ConversationRef = { readonly kind: 'ticket' | 'chat'; readonly id: string };

export const tableOf = (kind: ConversationRef['kind']): 'tickets' | 'chats' =>
  kind === 'ticket' ? 'tickets' : 'chats';

/** A relation of `kind` and `id` out of the parameter it names. */
export function refsSql(param: string): string {
  return `(SELECT unnest(from_json($${param}, '[{"kind": "VARCHAR", "id": "VARCHAR"}]'), recursive := true))`;
}

export function refsParam(refs: readonly ConversationRef[]): string {
  return JSON.stringify(refs.map(({ kind, id }) => ({ kind, id })));
}
