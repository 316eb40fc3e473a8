import { type Find, findAll } from './stretch.ts';

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

const TOWN_NAME = "\\p{Lu}[\\p{L}\\p{M}'’-]*";
const CAPITAL = `${TOWN_NAME}\\.?`;
const ENGLISH =
  'Street|St|Road|Rd|Avenue|Ave|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Terrace|Way|Crescent|Close|Parkway|Pkwy|Highway|Hwy|Circle|Cir|Trail';
const UNIT =
  '(?:,?\\s+(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Room|#)\\.?\\s*[\\p{L}\\p{N}-]{1,6})?';
const TOWN = `(?:,?\\s+${TOWN_NAME}(?:\\s+${TOWN_NAME}){0,2},?\\s+[A-Z]{2}\\.?\\s+[A-Z0-9]{3,5}(?:[ -]?[A-Z0-9]{3,4})?(?![\\p{L}\\p{N}]))?`;
const CODE_TOWN = `(?:,?\\s+(?:[A-Z]{1,2}-)?\\d{4,5}\\s+${TOWN_NAME}(?:\\s+${TOWN_NAME})?)?`;
const PARTICLE =
  'de|del|della|di|da|do|dos|des|du|la|le|les|las|los|van|von|der|den|am|an|im|zum|zur';
const ROMANCE =
  'rue|avenue|boulevard|chemin|impasse|calle|avenida|av\\.|via|viale|piazza|corso|rua|travessa|plaza|paseo|camino|camiño|praça';
const GERMANIC =
  'straße|strasse|str\\.|straat|gasse|weg|platz|allee|laan|plein|gracht|gatan|gata|vej|gade|veien|gate|katu|tie';

const SHAPES: readonly RegExp[] = [
  // 12 Baker Street, Apt. 4, Springfield, IL 62704
  new RegExp(
    `(?<![\\p{L}\\p{N}])\\d{1,5}[A-Za-z]?\\s+(?:${CAPITAL}\\s+){1,4}(?:${ENGLISH})(?!\\p{L})\\.?${UNIT}${TOWN}`,
    'u',
  ),
  // rue de la Paix 12, Calle Mayor 5
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:\\d{1,4},?\\s+)?(?:${capitalised(ROMANCE)})(?:\\s+(?:${PARTICLE}))*(?:\\s+${CAPITAL}){1,4}(?:\\s+(?:${PARTICLE}|${CAPITAL}))*,?\\s+(?:n[º°.]\\s?)?\\d{1,4}(?![\\p{L}\\p{N}])${CODE_TOWN}`,
    'u',
  ),
  // 12 rue de la Paix, 75002 Paris
  new RegExp(
    `(?<![\\p{L}\\p{N}])\\d{1,4},?\\s+(?:${capitalised(ROMANCE)})(?:\\s+(?:${PARTICLE}))*(?:\\s+${CAPITAL}){1,4}${CODE_TOWN}`,
    'u',
  ),
  // Lindenstraße 7a, 10969 Berlin
  new RegExp(
    `(?<![\\p{L}\\p{N}])\\p{Lu}[\\p{L}-]{2,40}(?:${GERMANIC})\\s+\\d{1,4}\\s?[a-z]?(?![\\p{L}\\p{N}])${CODE_TOWN}`,
    'u',
  ),
  /\bP\.?\s?O\.?\s?Box\s+\d{1,6}\b/iu,
  /\bPSC\s+\d{1,5},\s+Box\s+\d{1,5}(?:\s+[AFD]PO\s+A[AEP]\s+\d{5})?/u,
];

function capitalised(words: string): string {
  return words
    .split('|')
    .map((word) => `[${word.charAt(0)}${word.charAt(0).toUpperCase()}]${word.slice(1)}`)
    .join('|');
}

/** Streets with a number, of the shapes that are sure, with the town where it follows. */
export const findStreets: Find = (text) =>
  SHAPES.flatMap((shape) => findAll('ADDRESS', shape)(text));
