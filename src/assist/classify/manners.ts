import { listed } from './cues.ts';

/** Wishes and greetings that sound like feelings. */
const POLITE = listed(`
  would be great, would be nice, would be good, would be helpful, would be perfect, would be better,
  would be awesome, would be lovely, would be happy, would be glad, would be pleased, would be grateful,
  would be wonderful, would be amazing, would be best, would be much appreciated, would be appreciated,
  would appreciate, i'd appreciate, we'd appreciate, would love to, i'd love to, we'd love to, would thank you,
  i'd be happy, we'd be happy, i'd be grateful, we'd be grateful, great if, nice if, best way, best time,
  best option, best solution, best practice, best regards, best wishes, kind regards, warm regards, all the best,
  at best, happy to, glad to, nice to have, nice to meet, nice day, great day, lovely day, nice weekend,
  great weekend, good day, thanks a lot in advance, many thanks in advance, thank you very much in advance,
  thank you so much in advance, much appreciated in advance, do you recommend, would you recommend,
  can you recommend, could you recommend, merci beaucoup d'avance, vielen dank im voraus, muchas gracias de antemano,
  grazie mille in anticipo, hate to bother, worry about it, no worries, thanks in advance, thank you in advance,
  thanking you in advance, thank you for your time, thanks for your time, thank you for your attention,
  thank you for your understanding, yours sincerely, mit freundlichen grüßen, cordiali saluti, met vriendelijke groet
`);
/** What ends a letter, with or without a name. */
const CLOSINGS = listed(`
  thanks, thank you, many thanks, thx, cheers, best, regards, sincerely, yours sincerely, yours faithfully, danke,
  merci, gracias, grazie, viele grüße, liebe grüße, cordialement, saludos
`);

const SAID = new RegExp(`(?<!\\p{L})(?:${longestFirst(POLITE)})(?!\\p{L})`, 'giu');
const CLOSING = new RegExp(`^\\s*(?:${longestFirst(CLOSINGS)})(?!\\p{L})[\\s,!.-]*`, 'iu');
const NAME = /^(?:\p{Lu}[\p{L}.-]*\s*){0,2}$/u;

/** The sentences without what good manners put into them; closings go only where something else is said. */
export function withoutManners(sentences: readonly string[]): string[] {
  const frank = sentences.map((sentence) => sentence.replaceAll('’', "'").replace(SAID, ' '));
  const told = frank.filter((sentence) => /\p{L}/u.test(sentence) && !isClosing(sentence));
  return told.length > 0 ? told : frank;
}

function isClosing(sentence: string): boolean {
  return CLOSING.test(sentence) && NAME.test(sentence.replace(CLOSING, ''));
}

function longestFirst(phrases: readonly string[]): string {
  return phrases.toSorted((a, b) => b.length - a.length).join('|');
}
