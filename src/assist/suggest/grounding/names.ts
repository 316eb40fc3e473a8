import { stem, wordsOf } from './words.ts';

/** Begin sentences of replies often enough to be no names. */
const OPENERS = new Set(
  `i we you he she it they this that these those the a an my our your his her its their there here if when while once as since because although though
  to for from in on at by with without within after before during until unless please thank thanks hello hi dear hey sorry unfortunately apologies however
  therefore also additionally furthermore moreover alternatively otherwise then next first firstly second secondly third finally lastly now today yes no not
  never all any some each every both either most many several such what which who how why where whose can could may might must shall should will would do
  does did is are was were have has had be click go visit open select choose enter sign log navigate find locate look check press follow contact call
  reach send use try restart reset update change cancel confirm complete submit fill review save verify download upload install remove add delete provide let feel
  make ensure keep note remember rest know see get give take put scroll tap type wait rate speak talk ask refer search identify simply just once depending
  depends regarding concerning based according given considering absolutely certainly definitely sure great good best kind warm sincerely regards cheers
  welcome congratulations ok okay yours well customer customers support team`.split(/\s+/),
);
/** Names of things everybody may mention. */
const EVERYDAY = new Set(
  `i ok id url pdf csv faq faqs sms app ios android windows mac vat usa us uk eu english german french spanish internet wifi e-mail email dhl`.split(
    ' ',
  ),
);
const SENTENCE_WORD = /(?:ing|ed|ly|tion|ment|ness|able|ible|ful|less|ally)$/i;

/**
 * Names that a sentence has and nobody gave it: capitalised words that none of `known` has in any form.
 * In German, where every noun is capital, only those that follow a title or a greeting are looked at.
 */
export function unknownNames(
  sentence: string,
  known: ReadonlySet<string>,
  { language }: { readonly language: string },
): readonly string[] {
  const isGerman = language === 'de';
  const words = wordsOf(sentence);
  return words.filter((word, at) => {
    if (!/^\p{Lu}[\p{L}'’]+$/u.test(word)) return false;
    if (known.has(stem(word)) || EVERYDAY.has(word.toLowerCase())) return false;
    if (isGerman) return /^(?:herrn?|frau|hallo|liebe[rs]?)$/i.test(words[at - 1] ?? '');
    if (at > 0 && !startsAnew(sentence, word)) return true;
    return !OPENERS.has(word.toLowerCase()) && !SENTENCE_WORD.test(word);
  });
}

/** After a colon, a quotation mark or a bracket a word is capital like at the beginning. */
function startsAnew(sentence: string, word: string): boolean {
  const at = sentence.indexOf(word);
  return at > 0 && /[:“"'‘(*–—-]\s*$/.test(sentence.slice(0, at));
}
