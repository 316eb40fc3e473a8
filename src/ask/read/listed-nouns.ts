import type { Condition } from '../../analytics/query-plan.ts';
import type { MetricUseSaid } from './facets.ts';
import { volumeOf } from './implied-metrics.ts';
import type { Inquiry } from './inquiry.ts';
import type { Mark, MarkOf } from './marks.ts';
import type { Sentence } from './sentence.ts';

type Listed = {
  readonly metrics: readonly MetricUseSaid[];
  readonly where: readonly Condition[];
};

/**
 * "tickets, CSAT and first response per agent": a population in a list of metrics is its volume; "open tickets" there are the backlog,
 * "resolved tickets" those resolved, and the word says nothing of the other figures.
 */
export function withListedNouns(
  metrics: readonly MetricUseSaid[],
  where: readonly Condition[],
  { sentence }: Inquiry,
): Listed {
  if (!metrics.some(({ index }) => index >= 0)) return { metrics, where };
  const nouns = sentence.of('noun').filter((noun) => isListed(noun, sentence));
  const states = nouns.flatMap((noun) => stateOf(noun, sentence) ?? []);
  const volumes = nouns.map((noun) => volumeSaid(noun, sentence));
  return {
    metrics: [...metrics, ...volumes].toSorted((a, b) => a.index - b.index),
    where: where.filter(({ field }) => field !== 'open' || states.length === 0),
  };
}

function volumeSaid(noun: MarkOf<'noun'>, sentence: Sentence): MetricUseSaid {
  const isOpen = stateOf(noun, sentence);
  const volume = { ...volumeOf(noun.of), index: noun.index };
  if (isOpen === null) return volume;
  return { ...volume, metric: isOpen ? 'backlog' : 'resolved_volume' };
}

/** Whether the population is named as open or as resolved; null: neither. */
function stateOf(noun: Mark, sentence: Sentence): boolean | null {
  const left = sentence.left(noun);
  return left?.kind === 'flag' && left.field === 'open' ? left.value : null;
}

function isListed(noun: MarkOf<'noun'>, sentence: Sentence): boolean {
  const before = outwards(noun, sentence.marks.slice(0, noun.index).toReversed());
  if (SCOPES.test(before[0]?.text ?? '')) return false;
  const behind = outwards(noun, sentence.marks.slice(noun.index + 1));
  return [before, behind].some(([join, ...rest]) => {
    if (!join || !isJoin(join, sentence)) return false;
    const other = rest.find((mark) => !leadsTo(mark, sentence) && !isJoin(mark, sentence));
    // "tickets vs chats" are two kinds of one figure.
    const isKinds = sentence.isWord(join, 'versus') && other?.kind === 'noun';
    return (other?.kind === 'metric' || other?.kind === 'noun') && !isKinds;
  });
}

/** "CSAT of tickets, by agent": what the figure is of, rather than one of its own. */
const SCOPES = /^(?:of|for|on|in|from|about|with|among|per|by)$/i;
const DESCRIBES: ReadonlySet<Mark['kind']> = new Set(['value', 'flag', 'adjective']);
const PRONOUNS = /^(?:we|they|the|a|an|our|all|did|has|have|their)$/i;

/** The marks on one side of a noun, past what describes it or says what was done with it. */
function outwards(noun: Mark, side: readonly Mark[]): readonly Mark[] {
  const from = side.findIndex((mark) => {
    const isDone = mark.kind === 'word' && /^(?:verb\.|ask\.count$)/.test(mark.tag);
    return !(DESCRIBES.has(mark.kind) || isDone || PRONOUNS.test(mark.text));
  });
  return from === -1 || noun.kind !== 'noun' ? [] : side.slice(from);
}

const isJoin = (mark: Mark, sentence: Sentence): boolean =>
  /^[,&+]$/.test(mark.text) || sentence.isWord(mark, 'list.and', 'versus');

/** "… and *the average* duration". */
const leadsTo = (mark: Mark, sentence: Sentence): boolean =>
  mark.kind === 'filler' || sentence.isWord(mark, 'stat.', 'ask.count');
