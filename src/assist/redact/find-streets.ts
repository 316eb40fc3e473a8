import { type Find, findAll } from './stretch.ts';

const TOWN_NAME = "\\p{Lu}[\\p{L}\\p{M}'’-]{0,40}";
const CAPITAL = `${TOWN_NAME}\\.?`;
const ENGLISH =
  'Street|St|Road|Rd|Avenue|Ave|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Terrace|Way|Crescent|Close|Parkway|Pkwy|Highway|Hwy|Circle|Cir|Trail';
const ROOM =
  '(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Room|#)\\.?\\s*(?=[\\p{L}-]{0,3}\\d)[\\p{L}\\p{N}-]{1,6}';
/** The end of a line, and what a quoted one begins with; never a line left empty. */
const BREAK = ',?[ \\t]*\\n[ \\t>?]*';
const UNIT = `(?:(?:,?[ \\t]+|${BREAK})${ROOM}(?![\\p{L}\\p{N}]))?`;
const TOWN = `(?:,?\\s+${TOWN_NAME}(?:\\s+${TOWN_NAME}){0,2},?\\s+[A-Z]{2}\\.?\\s+[A-Z0-9]{3,5}(?:[ -]?[A-Z0-9]{3,4})?(?![\\p{L}\\p{N}]))?`;
const CODE_TOWN = `(?:,?\\s+(?:[A-Z]{1,2}-)?\\d{4,5}\\s+${TOWN_NAME}(?:\\s+${TOWN_NAME})?)?`;
const WORDS = `${TOWN_NAME}(?:[ \\t]+(?:${TOWN_NAME}|of|the|and|de|la|am|upon)){0,4}`;
/** Springfield, Sweden 62704, over several lines too: it ends with a code, or it is no town. */
const LINES = `(?:(?:(?:,[ \\t]*|[ \\t]+|${BREAK})${WORDS}){0,3}(?:,[ \\t]*|[ \\t]+|${BREAK})\\d{4,6}(?![\\p{L}\\p{N}]))?`;
const TAIL = `${UNIT}(?:${LINES})`;
const PARTICLE =
  'de|del|della|di|da|do|dos|des|du|la|le|les|las|los|van|von|der|den|am|an|im|zum|zur';
const ROMANCE =
  'rue|avenue|boulevard|chemin|impasse|calle|avenida|av\\.|via|viale|piazza|corso|rua|travessa|plaza|paseo|camino|camiño|praça';
const GERMANIC =
  'straße|strasse|str\\.|straat|gasse|weg|platz|allee|laan|plein|gracht|gatan|gata|vägen|vej|gade|veien|gate|katu|tie';
/** Endings that nothing but a street has, so that they count in small letters too. */
const SURE_ENDING = 'straße|strasse|straat|gasse|gatan|vägen|veien|gracht';
const SURE_STREET = 'street|road|avenue|boulevard|lane';
/** Stand before "the road" and "a lane", and in no street's name. */
const NO_NAME =
  'the|a|an|of|on|in|at|to|for|from|by|down|up|off|my|your|our|this|that|per|or|and|more|minutes?|hours?|days?|weeks?|months?|years?|miles?|km|times?|items?|people|cars?';
const START = '(?<![\\p{L}\\p{N}])';
const END = '(?![\\p{L}\\p{N}])';
const ORDINAL = '\\d{1,3}(?:st|nd|rd|th)';
const HOUSE = '\\d{1,5}[A-Za-z]?';

const SHAPES: readonly RegExp[] = [
  // 12 Baker Street, Apt. 4, Springfield, IL 62704
  new RegExp(
    `${START}${HOUSE}\\s+(?:\\d{1,5}\\s+)?(?:(?:${CAPITAL}|${ORDINAL})\\s+){1,4}(?:${ENGLISH})(?!\\p{L})\\.?(?:${UNIT}${TOWN}|${TAIL})`,
    'u',
  ),
  // 12 baker street
  new RegExp(
    `${START}${HOUSE}\\s+(?:(?!(?:${NO_NAME})\\s)[\\p{L}'’-]{3,}\\s+){1,3}(?:${SURE_STREET})${END}`,
    'u',
  ),
  // rue de la Paix 12, Calle Mayor 5
  new RegExp(
    `${START}(?:\\d{1,4},?\\s+)?(?:${capitalised(ROMANCE)})(?:\\s+(?:${PARTICLE})){0,3}(?:\\s+${CAPITAL}){1,4}(?:\\s+(?:${PARTICLE}|${CAPITAL})){0,4},?\\s+(?:n[º°.]\\s?)?\\d{1,4}${END}(?:${CODE_TOWN}|${TAIL})`,
    'u',
  ),
  // 12 rue de la Paix, 75002 Paris
  new RegExp(
    `${START}\\d{1,4},?\\s+(?:${capitalised(ROMANCE)})(?:\\s+(?:${PARTICLE})){0,3}(?:\\s+${CAPITAL}){1,4}(?:${CODE_TOWN}|${TAIL})`,
    'u',
  ),
  // Lindenstraße 7a, 10969 Berlin
  new RegExp(
    `${START}(?:\\d{1,4}\\s+)?\\p{Lu}[\\p{L}-]{2,40}(?:${GERMANIC})\\s+\\d{1,4}\\s?[a-z]?${END}(?:${CODE_TOWN}|${TAIL})`,
    'u',
  ),
  // lindenstrasse 7
  new RegExp(`${START}[\\p{Ll}-]{2,40}(?:${SURE_ENDING})\\s+\\d{1,4}\\s?[a-z]?${END}`, 'u'),
  // 52 Stubben 149, Suite 947: whatever the street is called, the door is sure
  new RegExp(
    `${START}(?:\\d{1,5}\\s+)?${CAPITAL}(?:[ \\t]+(?:${CAPITAL}|${PARTICLE})){0,4}(?:[ \\t]+\\d{1,5}\\.?)?(?:,?[ \\t]+|${BREAK})(?:Apt\\.?|Apartment|Suite)\\s*\\d{1,5}${END}${LINES}`,
    'u',
  ),
  /\bP\.?\s?O\.?\s?Box\s+\d{1,6}\b/iu,
  // a door in a line of its own
  /^[ \t>?]*(?<it>(?:apt\.?|apartment|suite)\s*\d{1,5})[ \t]*$/imu,
  // soldiers' and diplomats' boxes
  /\b(?:(?:PSC|Unit)\s+\d{1,5},?\s+Box\s+\d{1,5}(?:\s+[AFD]PO\s+A[AEP]\s+\d{5})?|[AFD]PO,?\s+A[AEP]\s+\d{5})(?!\d)/u,
];

function capitalised(words: string): string {
  return words
    .split('|')
    .map((word) => `[${word.charAt(0)}${word.charAt(0).toUpperCase()}]${word.slice(1)}`)
    .join('|');
}

/** Streets with a number, of the shapes that are sure, with the town where it follows. */
export const findStreets: Find = findAny(SHAPES);

const ADDRESS =
  '(?<!(?:e-?mail|mail|ip|mac|web|url|wallet)[ -])(?:address|adresse|anschrift|dirección|direccion|indirizzo|adres|endereço)';
const IS = '(?:\\s*[:=]|\\s+(?:(?:is|was|now|to|as|with|ist|lautet|es|est|è)\\s+)+)\\s*';
/** Up to the end of the sentence, or to words that go on with it. */
const REST =
  '[^\\n.?!;<>"]{0,80}?(?=$|[\\n.?!;<>"]|\\s(?:for|please|instead|thanks?|and|but|so)\\s)';

const NAMED: readonly RegExp[] = [
  // my new address is 66 rose walk, calino
  new RegExp(`${START}${ADDRESS}${IS}(?<it>#?\\d{1,5}[a-z]?,?\\s+\\p{L}${REST}(?:${LINES}))`, 'iu'),
  // the address: Rose Walk 66, Calino
  new RegExp(
    `${START}${ADDRESS}\\s*[:=]\\s*(?<it>(?:[\\p{L}'’.-]+\\s+){1,5}\\d{1,5}[a-z]?${END}(?:,${REST})?)`,
    'iu',
  ),
  // lives at 43 Rose Walk, Calino
  new RegExp(
    `${START}(?:live|lives|lived|living|reside|resides|residing|located|deliver|delivered|ship|shipped|send|sent|arrived|taxi)\\b[^.\\n\\d]{0,40}?\\s(?:at|to)\\s+(?<it>${HOUSE},?\\s+(?:\\d{1,5}\\s+)?(?:${CAPITAL}|${PARTICLE})(?:[ \\t]+(?:${CAPITAL}|${PARTICLE})){0,4}(?:[ \\t]+\\d{1,5}${END}(?:,[ \\t]*${TOWN_NAME})?|,[ \\t]*${TOWN_NAME}|(?=${BREAK}))${TAIL})`,
    'u',
  ),
  // my zip code is 29687
  /\b(?:zip|post(?:al)?)[ -]?code(?:\s+(?:is|was|now))*\s*:?\s+(?<it>(?=[\p{L} -]{0,4}\d)[\p{L}\d]{2,5}(?:[ -]\d[\p{L}\d]{2,3})?)(?![\p{L}\p{N}])/iu,
];

/** Whatever is said to be an address, of any shape. */
export const findNamedPlaces: Find = findAny(NAMED);

function findAny(shapes: readonly RegExp[]): Find {
  const finds = shapes.map((shape) => findAll('ADDRESS', shape));
  return (text) => finds.flatMap((find) => find(text));
}
