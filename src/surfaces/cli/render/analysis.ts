import type { AnalysisRun } from '../../../assist/analyse/analyses.ts';
import { analysedWords, expectedWords, factsOf } from '../../../assist/analyse/analysis-part.ts';
import type { Lesson } from '../../../assist/analyse/learn.ts';
import type { Analysis } from '../../../assist/analyse/read-analysis.ts';
import { formatCount, formatCounted, formatSeconds, formatShare } from '../../../core/format.ts';
import { formatInstant } from '../../../core/format-time.ts';
import type { Paint } from './paint.ts';

/** What is known of one conversation. */
export function renderAnalysis(
  analysis: Analysis,
  { zone, paint }: { readonly zone: string; readonly paint: Paint },
): string {
  const facts = factsOf(analysis);
  const width = Math.max(...facts.map(({ name }) => name.length));
  const bold = (text: string) =>
    text.replaceAll(/\*\*(.+?)\*\*/g, (_, words: string) => paint.strong(words));
  return [
    paint.strong(`${analysis.kind === 'ticket' ? 'Ticket' : 'Chat'} ${analysis.id}`),
    ...facts.map(({ name, value }) => `  ${name.padEnd(width)}  ${value}`),
    ...expectedWords(analysis).map((line) => `  ${bold(line)}`),
    ...analysis.corrections.map(
      ({ field, by, at }) => `  ${field} put right by ${by} on ${formatInstant(at, zone)}`,
    ),
    paint.faint(`  ${analysedWords(analysis, zone)}`),
    '',
  ].join('\n');
}

/** What a run did. */
export function renderRun({ analysed, by, lookedAt, tookMs, isStopped }: AnalysisRun): string {
  const who = Object.entries(by).map(([name, count]) => `${formatCount(count)} by ${name}`);
  const seconds = tookMs / 1000;
  const rate = analysed > 0 && seconds > 1 ? `, ${formatCount(analysed / seconds)} a second` : '';
  const made =
    analysed > 0
      ? `Analysed ${formatCounted(analysed, 'conversation')} (${who.join(', ')})`
      : 'Nothing new to analyse';
  return [
    `${made} in ${formatSeconds(seconds)}${rate}.`,
    ...(lookedAt > 0 ? [`Looked ahead for ${formatCounted(lookedAt, 'conversation')}.`] : []),
    ...(isStopped ? ['Stopped: the next run goes on from here.'] : []),
    '',
  ].join('\n');
}

/** What was learned, or why nothing. */
export function renderLesson(lesson: Lesson): string {
  switch (lesson.kind) {
    case 'learned': {
      const before =
        lesson.rightBefore === null
          ? ''
          : `, where what ships gets ${formatShare(lesson.rightBefore)}`;
      return `Learned from ${formatCounted(lesson.from, 'labelled conversation')}: ${formatShare(lesson.right)} of others are labelled right${before}. “deskhand analyze” looks at everything anew.\n`;
    }
    case 'not-better':
      return `Kept what there is: what ships labels ${formatShare(lesson.rightBefore)} right, what was learned ${formatShare(lesson.right)}.\n`;
    case 'too-few':
      return `${formatCounted(lesson.labelled, 'labelled conversation')} are too few to learn from; ${formatCount(lesson.needed)} are needed. Tickets count as labelled by their support system’s category (see “also” in config/taxonomy.yaml), or by “deskhand analyze set”; made-up ones of “deskhand demo” don’t.\n`;
  }
}
