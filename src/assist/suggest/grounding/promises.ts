/** Being friendly, and what the reply itself does: no action anybody waits for. */
const HARMLESS =
  /^(?:(?:gladly|always|also|certainly|definitely|of course|more than|only|just|still|then|now|be) )*(?:happy|glad|delighted|able|pleased|available|here|there|ready|honou?red|grateful|thrilled|best|need|require|guide|walk|explain|help|assist|show|outline|support|do (?:my|our|their) (?:best|utmost)|understand|appreciate|see|find|have|know|be (?:happy|glad|able|pleased|here|there|delighted|more|best))\b/i;

const WHO =
  '(?:i|we|one of (?:us|our \\w+)|someone|somebody|(?:my|our|a|the|an?other) (?:\\w+ )?(?:team|teams|colleagues?|department|support|specialists?|agents?|managers?|representatives?|technicians?|experts?|engineers?|developers?|staff|members?|company|warehouse|office))(?: (?:from|of|in|at) (?:the |our |my )?[\\w ]{2,30}?)?';

const FORMS: readonly RegExp[] = [
  new RegExp(
    `\\b${WHO}(?: will|['’]ll| shall| am going to| are going to|['’]re going to|['’]m going to| is going to| plan to| intend to| promise to| am about to| are about to) (?<what>[^.!?;]+)`,
    'giu',
  ),
  /\b(?:i|we)(?:['’]m|['’]re| am| are) (?:now |currently |already |right now )?(?<what>(?:sending|issuing|processing|refunding|forwarding|escalating|arranging|contacting|calling|shipping|dispatching|crediting|scheduling|looking into|following up|getting back|checking with|passing)\b[^.!?;]*)/giu,
  /\blet me (?<what>(?:check with|get back|look into|find out|forward|escalate|contact|call|send|arrange|talk to|speak (?:to|with)|pass|process|issue|refund)\b[^.!?;]*)/giu,
  /\byou(?: will|['’]ll| shall| can expect to| should) (?:soon |shortly )?(?<what>(?:be (?:contacted|called|refunded|reimbursed|compensated|credited|notified by (?:us|our)|informed by (?:us|our)|getting|hearing|receiving)|hear (?:back )?from (?:us|me|our)|(?:receive|get) (?:a|an|your|the|another)? ?(?:full |partial )?(?:call|callback|refund|replacement|compensation|voucher|credit|discount|(?:e-?mail|message|reply|response|answer|update) (?:from|within|by|soon|shortly|today|tomorrow)))\b[^.!?;]*)/giu,
  /\b(?<what>(?:expect|await) (?:a|an|our|my|your) (?:call|callback|e-?mail|reply|response|answer|update|refund|replacement)\b[^.!?;]*)/giu,
  /\b(?:your|the|a|an) (?:full |partial |new )?(?:refund|replacement|compensation|credit|voucher|money|item|package|parcel)(?: for \w+)?(?: will|['’]ll| shall| is going to) (?<what>be (?:sent|issued|processed|refunded|shipped|dispatched|credited|delivered|on (?:its|the) way|with you)\b[^.!?;]*)/giu,
  /\b(?:wir|ich|(?:unsere?|eine?|meine?) [\p{L}]+|jemand)(?: [\p{L}]+)? (?:werden|werde|wird) (?<what>[^.!?;]+)/giu,
  /\b(?<what>(?:(?:wir|ich) (?:melden?|rufen?|kümmern?|kontaktieren?|schicken?|senden?|erstatten?)|(?:melden|rufen|kümmern|kontaktieren|schicken|senden|erstatten) wir|(?:melde|rufe|kümmere|kontaktiere|schicke) ich|werden sie (?:von uns|zurück|kontaktiert|angerufen)|sie werden (?:von uns|zurückgerufen|kontaktiert|angerufen))\b[^.!?;]*)/giu,
  /(?<![\p{L}])(?<what>(?:le|les|te|nos|me|se) (?:llamaremos|contactaremos|enviaremos|reembolsaremos|avisaremos|informaremos|llamaré|enviaré|contactaré|pondremos|pondré)[^.!?;]*)/giu,
  /(?<![\p{L}])(?:nous|je|notre [\p{L}]+|une? [\p{L}]+|quelqu['’]un) (?<what>(?:vous |allons |vais |va )*(?:rappeler|rappellera|rappellerons|contacter|contactera|contacterons|enverrons|enverra|enverrai|rembours|reviendr|tiendr|informer)[^.!?;]*)/giu,
  /(?<![\p{L}])(?<what>(?:llamaremos|contactaremos|enviaremos|reembolsaremos|te llamaré|nos pondremos en contacto|vamos a (?:llamar|enviar|reembolsar|contactar|revisar))[^.!?;]*)/giu,
];

/** The words that promise that somebody will do something; null: nothing is promised. */
export function findPromise(sentence: string): string | null {
  for (const form of FORMS) {
    for (const match of sentence.matchAll(form)) {
      const what = match.groups?.what ?? '';
      if (!HARMLESS.test(what.trim())) return match[0].trim();
    }
  }
  return null;
}

const SOMEBODY =
  '(?:i|we|(?:our|my|the) (?:\\w+ )?(?:team|colleagues?|warehouse|department|carrier|bank|developers?))';
const DONE: readonly RegExp[] = [
  // Whatever somebody has done: "I have asked our warehouse".
  new RegExp(
    `\\b${SOMEBODY}(?:['’]ve| have| has|['’]d| had) (?!not\\b|to\\b|a\\b|an\\b|the\\b|no\\b|any\\b|several\\b|many\\b)(?:\\w+ly |just |already |now |also |gone ahead and )*(?:\\w+(?:ed|en|wn|nt|id|lt|pt|ne)|put|set|reset|cut|read|found|made|told|got|run|begun|taken|bought|brought)\\b`,
    'iu',
  ),
  new RegExp(
    `\\b${SOMEBODY} (?:just |already |also )?(?!(?:need|proceed|succeed|exceed|feed)\\b)(?:\\w{2,}ed|sent|put|found|made|told|took|spoke|wrote)\\b`,
    'iu',
  ),
  /\b(?:ich habe|wir haben|hat unser\p{L}*) .*\b\p{L}*ge\p{L}+(?:t|en)\b/iu,
  /(?<![\p{L}])(?:he|hemos) \p{L}+(?:ado|ido|isto|echo|uesto)(?![\p{L}])/iu,
  /(?<![\p{L}])(?:j['’]ai|nous avons|avons) (?:bien |déjà )?\p{L}+(?:é|i|is|it|u)(?:e?s?)(?![\p{L}])/iu,
];

/** Whether it tells what was done, for somebody, at some time: true of one ticket and no other. */
export function tellsWhatWasDone(sentence: string): boolean {
  return DONE.some((form) => form.test(sentence));
}
