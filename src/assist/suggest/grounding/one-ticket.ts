import { tellsWhatWasDone } from './promises.ts';

/** What is said under a condition, or of any time, isn’t about one ticket. */
const GENERAL =
  /\b(?:if|when|whenever|once (?:you|your|the|it|this|that|we|they)|after|before|until|unless|whether|as soon as|in case|should|ensure|make sure|confirm|verify|check|so that|usually|normally|sobald|wenn|falls|bevor|nachdem|cuando|si|una vez|quand|lorsque|dès)\b/iu;
const CLAUSES = /[;:–—]\s|, (?:and|but|so) /;

/** Something came to an end: true of one order, one account, one fault. */
const ENDED: readonly RegExp[] = [
  /\b(?:the|your|this|that|it|they|a|an|all|both|these|those)\b[^.;:]{0,200}?\b(?:was|were|has been|have been|had been)\b/iu,
  /\b(?:the|your|this|that|it|they|a|an|all|both|these|those|everything|everyone|everybody|you|done)\b[^.;:]{0,200}?(?: is| are|['’]s|['’]re) (?:now |already |all |both |just |stable |working )*(?:released|redirected|refunded|reimbursed|credited|cancell?ed|booked|issued|raised|lowered|removed|closed|opened|updated|renewed|converted|resolved|fixed|solved|unlocked|unblocked|restored|recovered|reset|set up|lifted|reversed|deleted|switched (?:on|off)|reactivated|activated|deactivated|replaced|exchanged|shipped|dispatched|sent|delivered|registered|attached|imported|merged|corrected|changed|moved|migrated|rolled back|upgraded|downgraded|approved|confirmed|forwarded|escalated|repaired|lost|found|complete|completed|finished|back|again|on (?:its|the|their) way)\b/iu,
  /\b(?:the|your|a|an|it|they|this|everything)\b[^.;:]{0,200}? (?:now(?![”"'])|runs again|works again|caught up|reached us|went|came|left|arrived|counts as|got|lay|held|failed|crashed|had)\b/iu,
];

/** Somebody is at it, or offers to be. */
const AT_WORK: readonly RegExp[] = [
  /\b(?:i|we)(?:['’]m|['’]re| am| are) (?:now |currently |already |still |also )?(?!(?:looking forward|hoping|striving|trying|going through)\b)\p{L}+ing\b/iu,
  /\b(?:i|we) (?:can|could) (?!(?:help|assist|guide|explain|imagine|understand|see|show|walk|provide|offer|support|not|only|certainly help|definitely help)\b)(?:also |now |gladly )?\p{L}+\b[^.;]{0,200}\b(?:you|your|it|this)\b/iu,
];

const NOW =
  /\b(?:today|tonight|tomorrow|yesterday|this (?:morning|afternoon|evening)|last night|next (?:week|release)|heute|gestern|morgen|hoy|mañana|ayer|aujourd['’]hui|demain|hier)\b/iu;

/** Whether a sentence of a past reply holds for its ticket alone: what was done there, what came of it, who is at work on it, and what is counted from its day. */
export function isOfOneTicket(sentence: string): boolean {
  if (/^(?:done|fixed|sorted|all set)\b/iu.test(sentence)) return true;
  if (tellsWhatWasDone(sentence) || NOW.test(sentence)) return true;
  if (AT_WORK.some((form) => form.test(sentence))) return true;
  return ended(sentence).length > 0;
}

/** Whether it tells the customer what was done for them, or what came of it: nothing a past ticket can know. */
export function tellsOfDeeds(sentence: string): boolean {
  return tellsWhatWasDone(sentence) || ended(sentence).some((clause) => /\byour\b/iu.test(clause));
}

/** Parts of a sentence in which something came to an end. */
function ended(sentence: string): readonly string[] {
  return sentence
    .split(CLAUSES)
    .filter((clause) => !GENERAL.test(clause) && ENDED.some((form) => form.test(clause)));
}
