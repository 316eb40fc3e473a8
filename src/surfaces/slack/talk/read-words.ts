import type { WebClient } from '@slack/web-api';

/** What somebody wrote, as a question: without Slack's markup, with names where it has ids. */
export async function readWords(
  text: string,
  { us, nameOf }: { readonly us: string; readonly nameOf: (user: string) => Promise<string> },
): Promise<string> {
  const others = new Set([...text.matchAll(PERSON)].map(([, user = '']) => user));
  others.delete(us);
  const names = new Map<string, string>();
  for (const user of others) names.set(user, await nameOf(user));
  return plainWords(
    text.replaceAll(PERSON, (_, user: string) => (user === us ? ' ' : (names.get(user) ?? ''))),
  );
}

const PERSON = /<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g;

function plainWords(text: string): string {
  return text
    .replaceAll(/<[^<>|]*\|([^<>]*)>/g, '$1')
    .replaceAll(/<(?:mailto:|tel:)?([^<>!#@][^<>]*)>/g, '$1')
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(
      /(?<![\p{L}\p{N}*_~`])[*_~`]+(\S(?:[^\n]*?\S)??)[*_~`]+(?![\p{L}\p{N}*_~`])/gu,
      '$1',
    )
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^[,:;–-]\s+/, '');
}

/** The message as it was written, but for the mention of us. */
export function withoutMention(text: string, us: string): string {
  return text.replaceAll(PERSON, (mention, user: string) => (user === us ? '' : mention)).trim();
}

export function mentions(text: string, user: string): boolean {
  return [...text.matchAll(PERSON)].some(([, mentioned]) => mentioned === user);
}

/** Whether a message is to somebody else: another person, a group of people, or everybody in the channel. */
export function isToOthers(text: string, us: string): boolean {
  const isToSomebody = [...text.matchAll(PERSON)].some(([, user]) => user !== us);
  return isToSomebody || /<!(?:subteam\^|here|channel|everyone)/.test(text);
}

/** Whether there is anything to read: a word or a number, beside emoji. */
export function saysSomething(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(plainWords(text).replaceAll(/:[\w+-]+:/g, ''));
}

/** What somebody mentioned in a question is called: they are asked about by name. */
export function personNamed(client: WebClient) {
  return async (id: string): Promise<string> => {
    const { user } = await client.users.info({ user: id });
    return user?.profile?.real_name || user?.real_name || user?.name || '';
  };
}
