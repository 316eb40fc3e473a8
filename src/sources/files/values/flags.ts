const YES = [
  'true',
  'yes',
  'y',
  't',
  'on',
  'x',
  'checked',
  '✓',
  '✔',
  'public',
  'active',
  'enabled',
  'ja',
  'oui',
  'si',
  'sí',
];
const NO = [
  'false',
  'no',
  'n',
  'f',
  'off',
  'unchecked',
  '✗',
  'private',
  'internal',
  'inactive',
  'disabled',
  'deactivated',
  'suspended',
  'nein',
  'non',
];

/** Yes or no; a count is yes when it isn't 0. undefined: can't be read. */
export function readFlag(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (YES.includes(word)) return true;
  if (NO.includes(word)) return false;
  return /^\d+(?:\.0+)?$/.test(word) ? Number(word) !== 0 : undefined;
}
