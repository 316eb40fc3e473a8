import { withoutSmallTalk } from './small-talk.ts';

/** Greetings at the start, which are no part of the day asked about. */
const GREETING =
  /^(?:good )?(?:morning|afternoon|evening|day)(?=\s*(?:[,!.:;–—-]|$| all\b| team\b| everyone\b| folks\b))/i;
/** Whom a message in a chat is for: "<@U02ABC> csat". Further on, it would be somebody asked about. */
const ADDRESSED = /^\s*<@[^>\s]+>/;
/** Emoji, drawn or as a chat spells them (":wave:"). */
const EMOJI =
  /(?<![\p{L}\p{N}:]):[a-z][a-z0-9_+-]*:(?::skin-tone-\d:)?(?![\p{L}\p{N}])|(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200D|\uFE0F)+/gu;
/** Marks around a word that only make it bold or code, and the sign before somebody's name. */
const ORNAMENT = /[*`]+|@(?=\p{L})(?<![\p{L}\p{N}]@)/gu;
/** The dot of a shortened word, which ends no sentence: "prev. month", "no. of tickets". */
const SHORTENED =
  /\b(?:prev|curr|avg|incl|excl|approx|no|nr|num|wks?|mos?|yrs?|qtrs?|mths?|max|min|pct|perc|dept|resp|res|tix|cat|prio)\.(?=\s+\S)/gi;

/** CSAT written so that its end looks like a Saturday. */
const CSAT = /\b(?:c|cust|cus|customer)[- ]sat\b/gi;

const blank = (said: string): string => ' '.repeat(said.length);

/** What says nothing to blanks, curly quotes and odd spaces to plain ones, nothing moved: offsets still point into the question as typed. */
export function plainText(question: string): string {
  const plain = question
    .replace(ADDRESSED, blank)
    .replace(EMOJI, blank)
    .replace(ORNAMENT, blank)
    .replace(/[\u2018\u2019\u02BC]/g, "'")
    .replace(GREETING, blank);
  return withoutSmallTalk(plain)
    .replace(CSAT, (said) => 'csat'.padEnd(said.length))
    .replace(SHORTENED, (said) => `${said.slice(0, -1)} `)
    .replace(/[\u201C\u201D]/g, '"')
    .replace(/[\u00A0\u2009\u202F]/g, ' ');
}
