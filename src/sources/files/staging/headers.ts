const INVISIBLE = /[\p{Cc}\p{Cf}\s]+/gu;

/** Names of columns as a person can refer to them: trimmed, none empty (`column_3`), none twice (`category`, `category_2`). */
export function uniqueHeaders(raw: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  const given = new Set(raw.map(clean));
  return raw.map((header, at) => {
    const base = clean(header) || `column_${at + 1}`;
    let name = base;
    for (let n = 2; taken.has(name) || (name !== base && given.has(name)); n++)
      name = `${base}_${n}`;
    taken.add(name);
    return name;
  });
}

function clean(header: string): string {
  return header.replace(INVISIBLE, ' ').trim();
}
