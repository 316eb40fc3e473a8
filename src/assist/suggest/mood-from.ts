import { languageCode } from '../../core/languages.ts';
import type { Analysis } from '../analyse/read-analysis.ts';
import type { Mood } from './create-suggestions.ts';

/** Below it a category is a guess: a letter about the wrong thing is worse than one that names nothing. */
const SURE = 0.5;

type Read = Pick<Analysis, 'category' | 'confidence' | 'corrections' | 'emotion' | 'language'>;

/** What a reply goes by of an analysis. Analyses have languages by their names, templates by their codes. */
export function moodFrom({ category, confidence, corrections, emotion, language }: Read): Mood {
  const isSure = confidence >= SURE || corrections.some(({ field }) => field === 'category');
  return { category: isSure ? category : null, emotion, language: languageCode(language ?? '') };
}
