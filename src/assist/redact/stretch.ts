/** What a stretch of text tells of somebody, in the word its placeholder carries. */
export type PersonalKind =
  | 'EMAIL'
  | 'LINK'
  | 'IP'
  | 'IBAN'
  | 'CARD'
  | 'SSN'
  | 'PHONE'
  | 'BIRTH_DATE'
  | 'ADDRESS'
  | 'ACCOUNT'
  | 'ID'
  | 'SECRET'
  | 'CUSTOMER'
  | 'AGENT'
  | 'COMPANY'
  | 'PERSON';

/** [from, to) of a text, in UTF-16 units. */
export type Stretch = {
  readonly kind: PersonalKind;
  readonly from: number;
  readonly to: number;
};

export type Find = (text: string) => readonly Stretch[];

/** Finds every match of a pattern: its group named `it` where it has one, else the whole of it. */
export function findAll(
  kind: PersonalKind,
  pattern: RegExp,
  holds: (said: string, at: number) => boolean = () => true,
): Find {
  const indexed = new RegExp(pattern.source, [...new Set(`${pattern.flags}dg`)].join(''));
  return (text) =>
    [...text.matchAll(indexed)].flatMap((match) => {
      const [from, to] = match.indices?.groups?.it ?? [match.index, match.index + match[0].length];
      return holds(text.slice(from, to), from) ? [{ kind, from, to }] : [];
    });
}
