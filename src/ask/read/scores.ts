import type { Mark, MarkOf } from './marks.ts';

/** Scores customers give, however they are said: "1s and 2s", "got a 5", "1 or 2 stars", "fewer than 3 stars", "from 1 to 5". */
export function readScores(marks: readonly Mark[]): readonly Mark[] {
  if (!marks.some(speaksOfScores)) return marks;
  const listed = wholeScale(marks);
  return listed.map((mark) => countedScores(heldScore(scoreSaid(mark, listed), listed), listed));
}

const PLURAL = /^[1-5]s$/i;
const GIVES =
  /^(?:got|gets?|gives?|gave|given(?: us)?|giving|receives?|received|leave|left(?: us)?|left|scored?|rated|hand|handed)$/i;
const ARTICLE = /^an?$/i;

const speaksOfScores = (mark: Mark): boolean =>
  isScore(mark) || isRatings(mark) || isPlural(mark) || GIVES.test(mark.text);

/** "1s", which may have been read as a second. */
const isPlural = ({ kind, text }: Mark): boolean =>
  (kind === 'unknown' || kind === 'amount') && PLURAL.test(text);

const isScore = (mark: Mark | undefined): mark is MarkOf<'value'> =>
  mark?.kind === 'value' && mark.candidates.every(({ field }) => field === 'rating');

const isRatings = (mark: Mark): boolean =>
  (mark.kind === 'metric' && /^(?:csat|rating|rated_volume)$/.test(mark.metric)) ||
  (mark.kind === 'field' && mark.field === 'rating') ||
  (mark.kind === 'flag' && mark.field === 'rated');

const isJoin = (mark: Mark | undefined): boolean =>
  mark !== undefined && /^(?:,|and|or|&|\/)$/i.test(mark.text);

/** A number that is a score by what stands around it. */
function scoreSaid(mark: Mark, marks: readonly Mark[]): Mark {
  const score = scoreOf(mark);
  if (score === null) return mark;
  const isSaid = isPlural(mark)
    ? !isHeld(mark, marks)
    : isListed(mark, marks) || isGiven(mark, marks);
  return isSaid ? asScore(mark, score) : mark;
}

/** The score a mark may be; null: none. */
function scoreOf(mark: Mark): number | null {
  if (isPlural(mark)) return Number(mark.text.charAt(0));
  if (mark.kind !== 'number' || mark.percent) return null;
  return Number.isInteger(mark.value) && mark.value >= 1 && mark.value <= 5 ? mark.value : null;
}

/** "within 5s" is a time. */
const isHeld = ({ index }: Mark, marks: readonly Mark[]): boolean =>
  isComparing(marks[index - 1]) || /^(?:in|after|under|than)$/i.test(marks[index - 1]?.text ?? '');

const isComparing = (mark: Mark | undefined): boolean =>
  mark?.kind === 'word' && mark.tag.startsWith('cmp.');

/** "1 or 2 stars", "3, 4 or 5 stars": a list that ends in one. */
function isListed({ index }: Mark, marks: readonly Mark[]): boolean {
  for (let at = index + 1; isJoin(marks[at]); at += 2) {
    const next = marks[at + 1];
    if (isScore(next)) return true;
    if (!next || scoreOf(next) === null) return false;
  }
  return false;
}

/** "got a 5", "gave us a 1". */
function isGiven({ index }: Mark, marks: readonly Mark[]): boolean {
  if (!ARTICLE.test(marks[index - 1]?.text ?? '')) return false;
  const next = marks[index + 1];
  const isOfMore = next !== undefined && ['noun', 'field', 'metric', 'value'].includes(next.kind);
  return !isOfMore && marks.slice(0, index - 1).some(({ text }) => GIVES.test(text));
}

function asScore({ index, text }: Mark, score: number): Mark {
  const value = String(score);
  const candidates = [{ kind: 'value', field: 'rating', value, alias: false } as const];
  return { index, text, kind: 'value', candidates, typed: null };
}

/** "fewer than 3 stars": an amount rather than a value. */
function heldScore(mark: Mark, marks: readonly Mark[]): Mark {
  if (!isScore(mark)) return mark;
  const { index, text } = mark;
  const isAmount = isComparing(marks[index - 1]) || isComparing(marks[index + 1]);
  const value = Number(mark.candidates[0]?.value);
  return isAmount ? { index, text, kind: 'number', value, percent: false } : mark;
}

/** "how many 5 star ratings": their number; "tickets with a 1 star rating": only which. */
function countedScores(mark: Mark, marks: readonly Mark[]): Mark {
  if (mark.kind !== 'metric' || mark.metric !== 'rating') return mark;
  if (!isScore(marks[mark.index - 1])) return mark;
  const isOf = marks.slice(0, mark.index).some(({ kind }) => kind === 'noun');
  return isOf
    ? { index: mark.index, text: mark.text, kind: 'filler' }
    : { ...mark, metric: 'rated_volume' };
}

const TO = /^(?:to|through|until|–|-)$/i;
const AND_SO_ON = /^(?:etc|and so on|…)$/i;

/** "ratings, from 1 to 5", "how many 1s, 2s, 3s etc": how many of each. */
function wholeScale(marks: readonly Mark[]): readonly Mark[] {
  const [first, ...more] = marks.filter((mark) => isPlural(mark) || isEnd(mark, marks));
  const last = more.at(-1);
  const goesOn = marks.some(({ text }) => AND_SO_ON.test(text));
  if (!first || !last || (isPlural(first) && !goesOn)) return marks;
  return marks.map((mark): Mark => {
    const { index, text } = mark;
    if (index < first.index || index > last.index) return mark;
    if (index === first.index) return { index, text, kind: 'word', tag: 'by' };
    return index === last.index
      ? { index, text, kind: 'field', field: 'rating' }
      : { index, text, kind: 'filler' };
  });
}

/** Either end of "1 to 5", where ratings are spoken of. */
function isEnd(mark: Mark, marks: readonly Mark[]): boolean {
  if (mark.kind !== 'number' || mark.percent || !marks.some(isRatings)) return false;
  const [before, after] = [marks[mark.index - 1], marks[mark.index + 1]];
  return (
    (mark.value === 1 && TO.test(after?.text ?? '') && isNumber(marks[mark.index + 2], 5)) ||
    (mark.value === 5 && TO.test(before?.text ?? '') && isNumber(marks[mark.index - 2], 1))
  );
}

const isNumber = (mark: Mark | undefined, value: number): boolean =>
  mark?.kind === 'number' && mark.value === value;
