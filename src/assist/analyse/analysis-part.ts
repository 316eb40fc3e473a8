import { formatCount, formatNumber, formatPercent, formatSeconds } from '../../core/format.ts';
import { formatInstant } from '../../core/format-time.ts';
import type { CardButton, CardSection, TicketPart } from '../../core/ticket-card.ts';
import type { Analyses } from './analyses.ts';
import { EMOTIONS, PRIORITIES, sentimentLabel } from './analysis.ts';
import { AT_RISK } from './escalation-risk.ts';
import type { Analysis } from './read-analysis.ts';
import type { Taxonomy } from './taxonomy.ts';

/** What a ticket is about and what is to be expected of it, with one press to put each right. */
export function analysisPart(
  analyses: Pick<Analyses, 'of' | 'correct' | 'taxonomy'>,
  { zone }: { readonly zone: string },
): TicketPart {
  const { taxonomy } = analyses;
  return {
    id: 'analysis',
    async section(ticket) {
      const analysis = await analyses.of({ kind: 'ticket', id: ticket.id });
      return analysis && analysisSection(analysis, taxonomy, zone);
    },
    async alert(ticket) {
      const analysis = await analyses.of({ kind: 'ticket', id: ticket.id });
      return analysis ? alertWords(analysis) : [];
    },
    async act({ act, value }, ticket, viewer) {
      viewer.check('own-tickets');
      const ref = { kind: 'ticket', id: ticket.id } as const;
      const said = value === GIVE_BACK ? '' : value;
      const { corrections } = await analyses.correct(ref, { [act]: said }, viewer.name);
      const stands = corrections.some(({ field }) => field === act);
      return stands
        ? `${capitalised(act)} is ${said} now, whatever is analysed later.`
        : `${capitalised(act)} is as it was analysed again.`;
    },
  };
}

/** What it is about and why it may go wrong, in a sentence each. */
function alertWords(analysis: Analysis): readonly string[] {
  const { category, subcategory, emotion } = analysis;
  const about = [category, subcategory].filter((one) => one !== null).join(' › ');
  const felt = emotion === null || emotion === 'neutral' ? '' : `, customer ${emotion}`;
  const [risk] = expectedWords({ ...analysis, resolution: null });
  return [...(about ? [`About ${about}${felt}.`] : []), ...(risk ? [risk] : [])];
}

/** The section as it stands for anybody. */
function analysisSection(analysis: Analysis, taxonomy: Taxonomy, zone: string): CardSection {
  return {
    title: 'Analysis',
    lines: expectedWords(analysis),
    facts: factsOf(analysis),
    notes: [
      `${capitalised(analysedWords(analysis, zone))}.`,
      ...analysis.corrections.map(
        ({ field, by, at }) =>
          `${capitalised(field)} put right by ${by} on ${formatInstant(at, zone)}.`,
      ),
    ],
    buttons: buttonsOf(analysis, taxonomy),
  };
}

/** By whom, when, and how sure of what it is about, unless somebody has said what that is. */
export function analysedWords(analysis: Analysis, zone: string): string {
  const { by, analysedAt, category, confidence, corrections } = analysis;
  const isPutRight = corrections.some(({ field }) => field === 'category');
  const sure =
    category === null || isPutRight ? '' : `, ${formatPercent(confidence)} sure of the category`;
  return `analysed by ${by} on ${formatInstant(analysedAt, zone)}${sure}`;
}

/** What an analysis found, by its names; what it didn't is left out. */
export function factsOf(
  analysis: Analysis,
): readonly { readonly name: string; readonly value: string }[] {
  const { category, subcategory, priority, sentiment, emotion, topics, language } = analysis;
  const about = [category, subcategory].filter((one) => one !== null).join(' › ');
  const mood =
    sentiment === null ? '' : `${sentimentLabel(sentiment)} (${formatNumber(sentiment)})`;
  const all = [
    { name: 'Category', value: about || 'none fits' },
    { name: 'Priority by its words', value: priority ?? '' },
    { name: 'Sentiment', value: mood },
    { name: 'Emotion', value: emotion ?? '' },
    { name: 'Topics', value: topics.join(', ') },
    { name: 'Language', value: language ?? '' },
  ];
  return all.filter(({ value }) => value !== '');
}

const BASIS = {
  similar: 'like it in category and priority',
  category: 'of its category',
  all: 'in all',
} as const;

/** Risk and time, a sentence each. */
export function expectedWords(analysis: Analysis): readonly string[] {
  const { risk, riskParts, resolution, isOpen, kind } = analysis;
  const words: string[] = [];
  if (risk !== null) {
    const parts = riskParts.map(({ says, weight }) => `${says} (+${formatPercent(weight)})`);
    const made = parts.length > 0 ? `: ${parts.join('; ')}` : ': nothing speaks for one';
    const share = formatPercent(risk);
    words.push(`Escalation risk ${risk >= AT_RISK ? `**${share}**` : share}${made}.`);
  }
  if (resolution && isOpen) {
    const { low, high, basis, sample } = resolution;
    words.push(
      `Likely resolved **${formatSeconds(low)} – ${formatSeconds(high)}** after it began: half of ${formatCount(sample)} resolved ${kind}s ${BASIS[basis]} were.`,
    );
  }
  return words;
}

const GIVE_BACK = 'as analysed';

function buttonsOf(analysis: Analysis, taxonomy: Taxonomy): readonly CardButton[] {
  const own = taxonomy.categories.find(({ name }) => name === analysis.category);
  const menus: readonly (readonly [string, readonly string[], string | null])[] = [
    ['category', taxonomy.categories.map(({ name }) => name), analysis.category],
    ['subcategory', own?.subcategories.map(({ name }) => name) ?? [], analysis.subcategory],
    ['priority', PRIORITIES, analysis.priority],
    ['sentiment', ['negative', 'neutral', 'positive'], null],
    ['emotion', EMOTIONS, analysis.emotion],
  ];
  return menus
    .map(([field, labels, current]): CardButton => {
      const isCorrected = analysis.corrections.some((one) => one.field === field);
      const offered = labels.filter((label) => label !== current);
      const choices = isCorrected ? [...offered, GIVE_BACK] : offered;
      return {
        act: field,
        label: `Set ${field}`,
        choices: choices.map((label) => ({ label, value: label })),
      };
    })
    .filter(({ choices }) => (choices?.length ?? 0) > 0);
}

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
