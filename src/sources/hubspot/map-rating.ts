import type { RatingRow, Reject } from '../sync/page.ts';
import type { CrmObject } from './answers.ts';
import { createdOf, instantOf, isoOf, textOf, versionOf } from './values.ts';

export const FEEDBACK_PROPERTIES: readonly string[] = [
  ...['hs_survey_type', 'hs_value', 'hs_response_group', 'hs_content', 'hs_submission_timestamp'],
  ...['hs_survey_id', 'hs_ticket_id', 'hs_lastmodifieddate'],
];

/** Lowest and highest value seen in each survey: its scale isn't told. */
export type SurveyRanges = Readonly<Record<string, readonly [number, number]>>;

/** Scales that surveys use, narrowest first. */
const SCALES = [
  [0, 2],
  [1, 5],
  [1, 7],
  [0, 10],
] as const;

const surveyOf = (submission: CrmObject): string =>
  textOf(submission.properties, 'hs_survey_id') ?? '';

const isCsat = (submission: CrmObject): boolean =>
  textOf(submission.properties, 'hs_survey_type') === 'CSAT';

/** The ranges, widened by what these submissions say. A middling or worst answer tells scales apart as well as a number does. */
export function widenRanges(ranges: SurveyRanges, submissions: readonly CrmObject[]): SurveyRanges {
  const wider: Record<string, readonly [number, number]> = { ...ranges };
  for (const submission of submissions.filter(isCsat)) {
    const value = numberOf(submission);
    if (value === null) continue;
    const survey = surveyOf(submission);
    const [least, most] = wider[survey] ?? [value, value];
    const hint = hintOf(value, textOf(submission.properties, 'hs_response_group'));
    wider[survey] = [Math.min(least, value, hint), Math.max(most, value, hint)];
  }
  return wider;
}

/** 2 of 0–2 is the best, 2 of 1–5 is a bad one: an end of the scale that fits the group. */
function hintOf(value: number, group: string | null): number {
  const isHigh = group === 'happy' || group === 'positive';
  const isLow = group === 'unhappy' || group === 'negative';
  if (value === 2 && isHigh) return 0;
  if (value === 1 && group === 'neutral') return 0;
  if ((value === 1 || value === 2) && isLow) return 5;
  return value;
}

/** `ticketRef`: by association, where the submission doesn't name its ticket. Null: about no ticket. */
export function mapRating(
  submission: CrmObject,
  ticketRef: string | null,
  ranges: SurveyRanges,
): RatingRow | Reject | null {
  const { properties } = submission;
  const conversationRef = textOf(properties, 'hs_ticket_id') ?? ticketRef;
  if (conversationRef === null) return null;
  const version = versionOf(submission);
  if (version === null) {
    const reason = 'hs_lastmodifieddate is no time';
    return { entity: 'ratings', source_id: submission.id, reason, raw: submission };
  }
  const type = textOf(properties, 'hs_survey_type') ?? 'survey';
  const scale = isCsat(submission) ? scaleOf(ranges[surveyOf(submission)]) : null;
  const value = numberOf(submission);
  const score = scale && value !== null ? (value - scale[0]) / (scale[1] - scale[0]) : null;
  return {
    source_id: submission.id,
    version,
    conversation_ref: conversationRef,
    raw: textOf(properties, 'hs_value') ?? '',
    scale: scale ? `${type} ${scale[0]}–${scale[1]}` : type,
    score,
    rating: score === null ? null : 1 + 4 * score,
    comment: textOf(properties, 'hs_content'),
    rated_at: isoOf(instantOf(properties.hs_submission_timestamp) ?? createdOf(submission)),
    deleted_at: null,
  };
}

function numberOf({ properties }: CrmObject): number | null {
  const text = textOf(properties, 'hs_value');
  const value = text === null ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Null while what was seen fits more than one of the two usual scales: 1 and 2 are in both. */
function scaleOf(range: readonly [number, number] | undefined): readonly [number, number] | null {
  if (!range) return null;
  const [least, most] = range;
  if (least >= 1 && most <= 2) return null;
  return SCALES.find(([from, to]) => least >= from && most <= to) ?? null;
}
