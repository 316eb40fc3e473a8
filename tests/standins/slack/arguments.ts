/** What a method was called with; blocks, metadata and views as they were before they became text. */
export type Arguments = Readonly<Record<string, unknown>>;

type Call = { readonly headers: Readonly<Record<string, string>>; readonly bytes: Buffer };

export function parseArguments({ headers, bytes }: Call): Arguments {
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return JSON.parse(bytes.toString('utf8') || '{}');
  if (type.startsWith('application/x-www-form-urlencoded')) {
    const given = new URLSearchParams(bytes.toString('utf8'));
    return Object.fromEntries([...given].map(([name, value]) => [name, structureOf(value)]));
  }
  return { bytes: bytes.length };
}

function structureOf(value: string): unknown {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value; // a text that begins like that
  }
}
