import { UpstreamError } from '../../core/errors.ts';
import type { ObjectPage } from './answers.ts';

const SAME_PAGE_ATTEMPTS = 6;

/** A page with an id at or before the last one is one that was seen already: asked for again. */
export async function searchAfter(
  after: string | null,
  search: (lastId: string) => Promise<ObjectPage>,
): Promise<ObjectPage> {
  const lastId = after ?? '0';
  for (let attempt = 1; attempt <= SAME_PAGE_ATTEMPTS; attempt += 1) {
    const page = await search(lastId);
    if (page.results.every(({ id }) => BigInt(id) > BigInt(lastId))) return page;
  }
  throw new UpstreamError("HubSpot failed to search: its pages don't go on");
}

/** The largest id of a page that others follow; null at the end. Ids may be past what a number holds exactly. */
export function nextAfter(page: ObjectPage): string | null {
  if (!page.paging?.next) return null;
  let largest: bigint | null = null;
  for (const { id } of page.results) {
    const value = BigInt(id);
    if (largest === null || value > largest) largest = value;
  }
  return largest?.toString() ?? null;
}
