import { findAll } from './stretch.ts';

const DATES = [
  '\\d{1,4}[./-]\\d{1,2}[./-]\\d{2,4}',
  '\\d{1,2}(?:st|nd|rd|th|\\.)?\\s+(?:of\\s+)?\\p{L}{3,10}\\.?,?\\s+\\d{4}',
  '\\p{L}{3,10}\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}',
].join('|');
const BIRTH =
  'born|date of birth|d\\.?o\\.?b\\.?|birth\\s?day|birth\\s?date|geboren|geburtsdatum|née? le|date de naissance|nacid[oa]|fecha de nacimiento|nat[oa] il';

/** Dates only where they are said to be somebody's birth. */
export const findBirthDates = findAll(
  'BIRTH_DATE',
  new RegExp(`(?<!\\p{L})(?:${BIRTH})(?!\\p{L})[^\\d\\n]{0,25}?(?<it>${DATES})(?!\\d)`, 'iu'),
);
