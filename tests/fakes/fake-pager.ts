import type { Page, Paged, Pager } from '../../src/tickets/escalate/pager.ts';

export type FakePage = Page & Paged & { readonly at: number };

/** A place where alerts stand, as any number of processes see it. */
export class FakePager implements Pager {
  /** In the order they came. */
  readonly pages: FakePage[] = [];
  /** How often one was looked for. */
  searches = 0;
  /** Throws what it gives instead of paging; `after`: once the alert stands there. */
  trouble: (page: Page) => { readonly error: Error; readonly after: boolean } | null = () => null;
  /** What takes time before an alert is sent. */
  delay: () => Promise<void> = async () => {};
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  async page(page: Page, check: () => Promise<void>): Promise<Paged> {
    await this.delay();
    await check();
    const trouble = this.trouble(page);
    if (trouble && !trouble.after) throw trouble.error;
    const { recipient } = page;
    const channel = recipient.kind === 'person' ? `DM ${recipient.name}` : recipient.channel;
    const paged = { channel, id: `p${this.pages.length + 1}` };
    this.pages.push({ ...page, ...paged, at: this.#now() });
    if (trouble) throw trouble.error;
    return paged;
  }

  async find({ key }: Pick<Page, 'key' | 'recipient'>): Promise<Paged | null> {
    this.searches++;
    const found = this.pages.find((one) => one.key === key);
    return found ? { channel: found.channel, id: found.id } : null;
  }
}
