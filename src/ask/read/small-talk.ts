const DAYS = 'mon|tues|wednes|thurs|fri|satur|sun';
const DAY_NAME = `(?:${DAYS})day`;
const OCCASION = [
  'meeting sync stand-?up call review report retro(?:spective)? check-?in catch-?up update qbr deck slides',
  'presentation newsletter briefing all-hands one-on-one town-?hall huddle offsite',
]
  .join(' ')
  .replaceAll(' ', '|');
const OF_OCCASIONS = [
  `daily|weekly|bi-?weekly|fortnightly|monthly|quarterly|yearly|annual|morning|evening|regular|${DAY_NAME}(?:'?s)?`,
  "today's|tomorrow's|next week's|team|board|ops|support|management|leadership|staff|exec|executive|status|planning|business|company",
].join('|');
/** What is looked at rather than gone to: "the review stage", "call tickets". */
const THING =
  'stage|status|category|pipeline|group|tag|topic|queue|channel|tickets?|chats?|cases?|conversations?|issues?|requests?';
/** Whom wishes are for: what is hoped of tickets is a question. */
const WISHED =
  "you|u|ya|y'all|you're|your|everyone|everybody|everything|all|things|this (?:finds|message|note|email|reaches)|it(?:'s| is) (?:going|all)|the (?:team|weekend|week|day|family)";

const WISHES = [
  `(?:i |we )?hop(?:e|ing)(?: that)? (?:${WISHED})\\b[^.!?;:]*?\\b(?:weekend|day|morning|afternoon|evening|week|holidays?|vacation|well|great|good|fine|safe)\\b`,
  `(?:have|had|enjoy|happy|wishing you|wish you)\\b(?: (?:a|an|your|the|you|all|nice|great|good|lovely|wonderful|relaxing|restful|rest of))*(?: long)? (?:weekend|day|morning|afternoon|evening|week|holidays?|vacation|${DAY_NAME}|new year)`,
  `(?:it's|it is|today is)(?: (?:already|finally|only))? ${DAY_NAME}`,
].join('|');

/** A wish or a remark that stands by itself: "hope you had a nice weekend!", "happy Friday,", "it's Monday, so …". */
const WISH = new RegExp(
  `(?<=^\\s*|[.!?,;:–—-]\\s*|\\b(?:hi|hey|hello|and|there|all|team)\\s+)(?:${WISHES})(?=\\s*(?:[.!?,;:–—]|-\\s|$)|\\s+so\\b)`,
  'gi',
);
/** What the figures are wanted for: "for the weekly sync", "for my Monday report". */
const PURPOSE = new RegExp(
  `\\bfor (?:the |my |our |a |an |this |that |your )?(?:(?:${OF_OCCASIONS}) )*(?:${OCCASION})\\b(?! (?:${THING})\\b)`,
  'gi',
);
const LED = new RegExp(
  `^for (?:the|my|our|a|an|this|that|your|today's|tomorrow's|${DAY_NAME})\\b`,
  'i',
);

const blank = (said: string): string => ' '.repeat(said.length);

/** Blanks what is said around a question, nothing moved. */
export function withoutSmallTalk(question: string): string {
  return question
    .replace(WISH, blank)
    .replace(PURPOSE, (said) => (LED.test(said) ? blank(said) : said));
}
