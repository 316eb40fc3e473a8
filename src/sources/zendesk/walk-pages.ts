import { UpstreamError } from '../../core/errors.ts';

type Paged = {
  readonly meta?:
    | { readonly has_more?: boolean | null | undefined; readonly after_cursor?: unknown }
    | null
    | undefined;
};

const MOST_REPEATS = 3;

/**
 * Turns pages by their cursors up to the last one; ends where `ask` gives null. A page that leads back to itself is asked for again.
 * Throws UpstreamError when it stays so; `what` is what was tried, `list ratings`.
 */
export async function* walkPages<Page extends Paged>(
  what: string,
  ask: (after: string | null) => Promise<Page | null>,
): AsyncGenerator<Page> {
  let after: string | null = null;
  let repeats = 0;
  for (;;) {
    const page = await ask(after);
    if (!page) return;
    const next = nextOf(page);
    if (next !== null && next === after) {
      repeats += 1;
      if (repeats <= MOST_REPEATS) continue;
      throw new UpstreamError(`Zendesk failed to ${what}: its pages lead nowhere`);
    }
    yield page;
    if (next === null) return;
    after = next;
  }
}

function nextOf({ meta }: Paged): string | null {
  return meta?.has_more && typeof meta.after_cursor === 'string' ? meta.after_cursor : null;
}
