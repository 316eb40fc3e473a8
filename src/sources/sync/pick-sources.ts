import { AskerError } from '../../core/errors.ts';

type Named = { readonly name: string };

/** The sources of these names, all for none. Throws AskerError for one that isn't set up. */
export function pickSources<Source extends Named>(
  sources: readonly Source[],
  names: readonly string[],
): readonly Source[] {
  return names.length === 0 ? sources : names.map((name) => sourceNamed(sources, name));
}

/** Throws AskerError for one that isn't set up, saying what is. */
export function sourceNamed<Source extends Named>(
  sources: readonly Source[],
  name: string,
): Source {
  const source = sources.find((one) => one.name === name.toLowerCase());
  if (source) return source;
  const known = sources.map((one) => one.name).join(', ');
  throw new AskerError(
    known
      ? `“${name}” is not set up. There is: ${known}.`
      : `“${name}” is not set up, nor is any other support system. Put its token into .env: .env.example names each.`,
  );
}
