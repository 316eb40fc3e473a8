import { type ReadContext, truthsOf } from './context.ts';
import { type ConditionUse, conditionUse } from './facets.ts';
import type { Mark, MarkOf } from './marks.ts';
import { isBrokenDown, takeDenial } from './neighbours.ts';
import type { Sentence } from './sentence.ts';

/** "badly rated": a condition in a word. */
export function findAdjectives(sentence: Sentence): readonly ConditionUse[] {
  const marks = sentence.unused('adjective');
  sentence.use(...marks);
  return marks.map((mark) => conditionUse(mark.where, mark.index));
}

/** "open the longest": only what is still open has been open. */
export function longestWaiting(sentence: Sentence): readonly ConditionUse[] {
  return sentence.words('order.waiting').map((mark) => flagUse('open', true, mark.index));
}

/** "with no first response", "without a rating": the event a figure comes from didn't happen. */
const UNMEASURED: ReadonlyMap<string, ConditionUse['condition']> = new Map([
  ['first_response_time', { field: 'answered', op: 'is', values: [false] }],
  ['resolution_time', { field: 'open', op: 'is', values: [true] }],
  ['rating', { field: 'rated', op: 'is', values: [false] }],
  ['rated_volume', { field: 'rated', op: 'is', values: [false] }],
]);

const LACKS = /^(?:no|without|with no|lacking|without any)$/i;

export function findUnmeasured(sentence: Sentence): readonly ConditionUse[] {
  return sentence.of('metric').flatMap((mark): ConditionUse[] => {
    const lead = sentence.before(mark);
    const condition = UNMEASURED.get(mark.metric);
    if (!condition || !lead || !sentence.isWord(lead, 'not') || !LACKS.test(lead.text)) return [];
    sentence.use(lead, mark);
    return [conditionUse(condition, mark.index, { state: condition.field !== 'rated' })];
  });
}

/** Verbs that say what a flag says: "tickets Nova resolved", "not yet answered". */
const VERB_FLAGS: ReadonlyMap<string, { readonly field: string; readonly value: boolean }> =
  new Map([
    ['verb.answered', { field: 'answered', value: true }],
    ['verb.resolved', { field: 'open', value: false }],
    ['verb.rated', { field: 'rated', value: true }],
    ['verb.unrated', { field: 'rated', value: false }],
    ['verb.waiting', { field: 'open', value: true }],
  ]);

/** "the bot deals with on its own", "solved by the chatbot": done by the bot and no one else. */
export function findBotHandled(sentence: Sentence): readonly ConditionUse[] {
  const [bot] = sentence.words('bot');
  const isDone = (mark: Mark | undefined): boolean =>
    sentence.isWord(mark, ...BOT_DOES) ||
    (mark?.kind === 'flag' && mark.value === (mark.field === 'answered'));
  const lead = bot && sentence.before(bot);
  const isBy = sentence.isWord(lead, 'by');
  const near = bot ? [sentence.after(bot), lead, isBy ? sentence.before(lead) : undefined] : [];
  const done = near.find(isDone);
  const isNamed = sentence.of('flag').some(({ field }) => field === 'bot_handled');
  if (isNamed) sentence.useWords(...BOT_ALONE);
  if (!bot || !done) return [];
  sentence.use(bot, done, isBy ? lead : undefined);
  sentence.useWords(...BOT_ALONE);
  return [conditionUse({ field: 'bot_handled', op: 'is', values: [true] }, bot.index)];
}

const BOT_ALONE = ['bot.alone', 'bot.without', 'verb.unassigned'];
const BOT_DOES = ['verb.handled', 'verb.resolved', 'verb.answered'];

type FlagSaid = { readonly mark: Mark; readonly field: string; readonly value: boolean };

/** Flags of the catalogue, and verbs that say the same; "how long to resolve" asks for the time instead. */
export function findFlags(sentence: Sentence): readonly ConditionUse[] {
  const flags = sentence.unused('flag').map((mark): FlagSaid => {
    const field =
      mark.field === 'bot_involved' && isAlone(mark, sentence) ? 'bot_handled' : mark.field;
    return { mark, field, value: mark.value };
  });
  const verbs = sentence.says('ask.howlong')
    ? []
    : sentence
        .unused('word')
        .flatMap((mark) => (isWaitItself(mark, sentence) ? [] : flagOfVerb(mark)));
  return [...flags, ...verbs]
    .filter(({ mark }) => !isBrokenDown(mark, sentence))
    .map(({ mark, field, value }) => {
      const denied = takeDenial(mark, sentence);
      sentence.use(mark);
      return flagUse(field, value !== denied, mark.index);
    });
}

const ALONE = /^(?:only|alone)\b/i;

/** "with the bot only", also before a time: "with the bot only in October". */
const isAlone = (mark: Mark, sentence: Sentence): boolean =>
  ALONE.test(sentence.right(mark)?.text ?? '');

/** "with the bot vs without": the other side of the flag said before. */
export function findOtherSides(sentence: Sentence): readonly ConditionUse[] {
  return sentence.words('versus').flatMap((versus): readonly ConditionUse[] => {
    const said = sentence.before(versus);
    const denial = sentence.after(versus);
    if (said?.kind !== 'flag' || !denial || !sentence.isWord(denial, 'not')) return [];
    const behind = sentence.after(denial);
    if (behind && behind.kind !== 'time' && !sentence.isWord(behind, 'by')) return [];
    sentence.use(versus, denial);
    return [flagUse(said.field, !said.value, denial.index)];
  });
}

const WAIT = /^wait(?:s|ed)?$/i;

/** "the wait for a first reply" is the time it took, not a state. */
const isWaitItself = (mark: Mark, sentence: Sentence): boolean =>
  WAIT.test(mark.text) && sentence.of('metric').length > 0;

function flagOfVerb(mark: Mark & { readonly tag: string }): readonly FlagSaid[] {
  const flag = VERB_FLAGS.get(mark.tag);
  return flag ? [{ mark, ...flag }] : [];
}

const STATES: ReadonlySet<string> = new Set(['open', 'awaiting_reply']);
const YET =
  /^(?:yet|still|so far|until now|up to now|to date|as of (?:yet|now)|by now|currently|now|right now)$/i;

/**
 * "nobody has answered yet", "unanswered tickets": those somebody still waits on; what was closed or ended without a reply is over.
 * "unanswered chats last week", "resolved without a reply" are all that got none.
 */
export function stillWaiting(
  uses: readonly ConditionUse[],
  sentence: Sentence,
): readonly ConditionUse[] {
  const isOver = uses.some(
    ({ condition: { field, values } }) => field === 'open' && values[0] === false,
  );
  if (isOver)
    return uses.map((use) => (use.condition.field === 'answered' ? { ...use, state: false } : use));
  const isDated = sentence.of('time').some(({ match }) => DATES.has(match.kind));
  const saysYet = sentence.marks.some(({ text }) => YET.test(text));
  if (isDated && !saysYet) return uses;
  return uses.map((use) => {
    const { field, values } = use.condition;
    if (field !== 'answered' || values[0] !== false) return use;
    return { ...use, condition: { field: 'awaiting_reply', op: 'is', values: [true] } };
  });
}

const DATES: ReadonlySet<string> = new Set(['period', 'compare', 'all', 'shift']);

/** Open and unanswered are states: asked of now, not of a period. */
function flagUse(field: string, value: boolean, index: number): ConditionUse {
  const state = field === 'answered' ? !value : STATES.has(field) && value;
  return conditionUse({ field, op: 'is', values: [value] }, index, { state });
}

const SAID_TRUE = /^(?:true|yes)$/i;
const SAID_FALSE = /^(?:false|no)$/i;

/** A file's own yes/no column said as a predicate: "incidents that made SLA", "u_vip false". */
export function findTruths(sentence: Sentence, context: ReadContext): readonly ConditionUse[] {
  return sentence.unused('field').flatMap((mark): ConditionUse[] => {
    const truths = truthsOf(context, mark.field);
    if (!truths || isBrokenDown(mark, sentence) || takeBothTruths(mark, sentence)) return [];
    const denied = takeDenial(mark, sentence);
    const right = pastJoins(mark, sentence);
    const spelt = right && truthSpelt(right.text);
    sentence.use(mark, spelt === undefined ? undefined : right);
    const value = (spelt ?? !denied) ? truths.yes : truths.no;
    return [conditionUse({ field: mark.field, op: 'is', values: [value] }, mark.index)];
  });
}

/** "knowledge true vs false": both sides, so something to break down by. The words are then put to use. */
function takeBothTruths(mark: MarkOf<'field'>, sentence: Sentence): boolean {
  const versus = sentence.words('versus');
  const spelt = sentence.marks.filter(({ text }) => truthSpelt(text) !== undefined);
  const first = sentence.of('field').find(({ field }) => field === mark.field);
  if (versus.length === 0 || spelt.length < 2 || !first) return false;
  sentence.use(...versus, ...spelt);
  // Named on both sides, it is one thing to break down by.
  if (first.index !== mark.index) sentence.use(mark);
  return true;
}

const TRUTH_JOINS = /^(?:is|are|was|were|=|:)$/i;

/** "knowledge is true", "made_sla = false". */
function pastJoins(mark: Mark, sentence: Sentence): Mark | undefined {
  const next = sentence.right(mark);
  return next && TRUTH_JOINS.test(next.text) ? sentence.right(next) : next;
}

function truthSpelt(text: string): boolean | undefined {
  if (SAID_TRUE.test(text)) return true;
  return SAID_FALSE.test(text) ? false : undefined;
}
