import { LIMITS, shorten, slackLength } from './fit.ts';
import { oneLine } from './words.ts';

/** Names short enough for a chart's axis or legend; null when they can't be told apart any more. */
export function chartLabels(
  names: readonly string[],
  partOf: (at: number) => string = () => '',
): readonly string[] | null {
  const brief = withoutRepeats(names.map(oneLine));
  const labels = brief.map((name, at) => {
    const inPart = `${name} (${partOf(at)})`;
    return partOf(at) !== '' && slackLength(inPart) <= LIMITS.chartLabel
      ? inPart
      : shorten(name, LIMITS.chartLabel);
  });
  const isReadable =
    labels.every((label) => label !== '') && new Set(labels).size === labels.length;
  return isReadable ? labels : null;
}

/** Times without what all of them say: "week of", and the year they share. */
function withoutRepeats(names: readonly string[]): readonly string[] {
  const brief = names.map((name) => name.replace(/^week of (?=\d)/, ''));
  const years = new Set(brief.map((name) => DATED.exec(name)?.[1]));
  return years.size === 1 && !years.has(undefined)
    ? brief.map((name) => name.replace(/ \d{4}$/, ''))
    : brief;
}

const DATED = /^(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})$/;
