/** A ticket that wants a reply, with what a draft goes by. */
export type HelpRequest = {
  readonly ticketId: string;
  /** What it is about: subject, and what the customer wrote, the newest last. */
  readonly text: string;
  readonly customerName: string | null;
  readonly category: string | null;
  /** One of the analysed ones; `neutral` where nobody looked. */
  readonly emotion: string;
  /** ISO 639-1; null: too little to tell. */
  readonly language: string | null;
};

/** What the customer is called at the beginning of a letter: the first name, else the whole. */
export function calledName(name: string | null): string | null {
  const words = (name ?? '').trim().split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined || /[@\d]/.test(first) || words.length > 4) return null;
  return /^\p{L}[\p{L}'’-]+$/u.test(first) ? first : null;
}
