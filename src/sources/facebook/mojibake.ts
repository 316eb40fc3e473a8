const BEYOND = /[^\x20-\xff\t\r\n]/;
const HIGH = /[\u0080-\u00ff]/;

/** Downloads write UTF-8 bytes as if each were a character (`\u00c3\u00a6` for æ): put right where that, and nothing else, can be. */
export function repairMojibake(text: string): string {
  if (!HIGH.test(text) || BEYOND.test(text)) return text;
  const repaired = Buffer.from(text, 'latin1').toString('utf8');
  return repaired.includes('\ufffd') ? text : repaired;
}
