import { AskerError } from '../../../core/errors.ts';
import { shorten } from '../blocks/fit.ts';
import { oneLine } from '../blocks/words.ts';

/** What somebody wants of `/kb`. `isPrivate` undefined: as it was, at first public. */
export type KbCommand =
  | { readonly kind: 'list' }
  /** Files come with a form: a command can't carry any. */
  | { readonly kind: 'form'; readonly isPrivate: boolean }
  | {
      readonly kind: 'page';
      readonly address: string;
      readonly isPrivate: boolean | undefined;
    }
  | { readonly kind: 'search'; readonly words: string }
  | { readonly kind: 'remove'; readonly words: string };

const VERBS = 'add, list, search and remove';
const LONGEST_WORD = 60;

/** Throws AskerError for words that mean nothing here. */
export function readKbCommand(text: string): KbCommand {
  const [, verb = '', said = ''] = /^\s*(\S*)\s*(.*)$/s.exec(text) ?? [];
  const rest = said.trim();
  switch (verb.toLowerCase()) {
    case '':
    case 'list':
      return { kind: 'list' };
    case 'add':
      return readAdd(rest);
    case 'search':
    case 'find':
      return {
        kind: 'search',
        words: need(plain(rest), 'What for? Say “/kb search” and a customer’s question.'),
      };
    case 'remove':
    case 'delete':
      return {
        kind: 'remove',
        words: need(
          plain(rest),
          'Which one? Say “/kb remove” and its title; “/kb list” names them.',
        ),
      };
    default:
      throw new AskerError(
        `/kb knows ${VERBS}; it doesn’t know “${shorten(oneLine(verb), LONGEST_WORD)}”.`,
      );
  }
}

function readAdd(text: string): KbCommand {
  const isPrivate = /(?:^|\s)(?:--)?private\s*$/i.test(text) || undefined;
  const what = text.replace(/(?:^|\s)(?:--)?private\s*$/i, '').trim();
  if (what === '') return { kind: 'form', isPrivate: isPrivate ?? false };
  const address = /^<?(https?:\/\/[^\s<>|]+)(?:\|[^<>]*)?>?$/i.exec(what)?.[1];
  if (!address)
    throw new AskerError(
      `“${shorten(oneLine(plain(what)), LONGEST_WORD)}” is no web address, such as https://help.example.com/returns. “/kb add” alone asks for files.`,
    );
  return { kind: 'page', address: unescaped(address), isPrivate };
}

function need(words: string, otherwise: string): string {
  if (words === '') throw new AskerError(otherwise);
  return words;
}

/** Links as they are written, without Slack's marks around them. */
const plain = (text: string): string =>
  unescaped(text.replaceAll(/<(?:mailto:)?([^<>|]+)(?:\|[^<>]*)?>/g, '$1')).trim();

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
