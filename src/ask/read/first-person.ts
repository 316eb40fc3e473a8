/** A question with "I", "me" and "my" read as somebody's name; null where it says nothing of oneself. */
export function asSelf(question: string, name: string): string | null {
  const guarded = IDIOMS.reduce(
    (text, idiom) => text.replaceAll(idiom, (said) => said.replace(LAST_OWN_WORD, `${GUARD}$&`)),
    question.replaceAll('’', "'"),
  );
  const spoken = REPLACED.reduce(
    (text, [words, meant]) => text.replaceAll(words, (_, verb: unknown) => meant(name, verb)),
    guarded,
  );
  return spoken === guarded ? null : spoken.replaceAll(GUARD, '');
}

/** Stands before a word that is not about the asker. */
const GUARD = '\u0000';
const LAST_OWN_WORD = /\b(?:i|me|my|mine|myself)\b(?!.*\b(?:i|me|my|mine|myself)\b)/i;

/** Manners of speaking, and what is one's own but in no data. */
const IDIOMS: readonly RegExp[] = [
  /\b(?:show|tell|give|let|help|remind|send|get|find|fetch|bring|walk|talk|run|email|excuse|forgive|pardon|ping|dm|hand|pass|spare|list|explain|humou?r|correct|catch|fill|update|brief|inform|teach) me\b/gi,
  /\b(?:with|beside) me\b/gi,
  /^(?:can|could|would|will)\b.*\bfor me\b/gi,
  /\b(?:explain|said|shown?|occurs?|seems?|looks?|matters?|described?|clear) (?:\w+ )?to me\b/gi,
  /\bmy (?:(?:whole|own|entire|support|new|current) )?(?:managers?|bosses|boss|leads?|teams?|group|department|company|organi[sz]ation|colleagues?|peers|calendar|phone|bad|mistake|fault|question|previous|last|first|apologies|screen|dashboard|god|goodness|word|mind|opinion|understanding|guess|point|morning|day|shift|weekend|holiday|vacation|zone|time ?zone)\b/gi,
  /\bmy (?:[\w'-]+ ){0,2}(?:meeting|sync|stand-?up|call|review|report|retro(?:spective)?|check-?in|catch-?up|update|deck|slides|presentation|newsletter|briefing|one-on-one)\b/gi,
  /\b(?:can|could|may|might|should|shall|must|would|will) i\b/gi,
  /\bi(?:'d|'ll|'m)\b/gi,
  /\bi (?:want|need|wanted|needed|would|mean|meant|think|thought|guess|suppose|wonder|wondered|said|say|asked|hope|see|know|don't|do not|can't|cannot|can|could|was wondering|was asking|was looking|am looking|am asking|am wondering|am trying|am curious|am interested|just want|just need|like|love|hear|heard|believe|assume|care|also want|also need|really need|really want)\b/gi,
  /\b(?:how|where|why) do i (?:get|see|find|use|ask|add|set|import|read|make|filter|export|know|tell)\b/gi,
  /\bdo i (?:need|want|have to|understand)\b/gi,
  /\b(?:am|was) i (?:right|reading|seeing|missing|correct|wrong|supposed)\b/gi,
];

/** What is said of oneself, as it is said of somebody else. */
const REPLACED: readonly (readonly [RegExp, (name: string, verb?: unknown) => string])[] = [
  [/(?<!\0)\bam i\b/gi, (name) => `is ${name}`],
  [/\b(was|were|did) (?<!\0)i\b/gi, (name, verb) => `${verb} ${name}`],
  [/\bdo (?<!\0)i\b/gi, (name) => `does ${name}`],
  [/\bhave (?<!\0)i\b/gi, (name) => `has ${name}`],
  [/(?<!\0)\bi(?: have|'ve)\b/gi, (name) => `${name} has`],
  [/(?<!\0)\bi\b/gi, (name) => name],
  [/(?<!\0)\bmy own\b/gi, (name) => `${name}'s`],
  [/(?<!\0)\bmy\b/gi, (name) => `${name}'s`],
  [/(?<!\0)\b(?:me|mine|myself)\b/gi, (name) => name],
];
