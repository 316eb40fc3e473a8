const MOST = 4;

type Staged = { readonly staged: { remove(): Promise<void> } };

/** What the latest few previews hold until they are applied; the staged copies of older ones are removed. */
export type KeptPreviews<Kept extends Staged> = {
  get(id: string): Kept | undefined;
  remember(id: string, one: Kept): Promise<void>;
  /** With its staged copy. */
  forget(id: string): Promise<void>;
};

export function createKeptPreviews<Kept extends Staged>(): KeptPreviews<Kept> {
  const kept = new Map<string, Kept>();
  const forget = async (id: string) => {
    const one = kept.get(id);
    kept.delete(id);
    await one?.staged.remove();
  };
  return {
    get: (id) => kept.get(id),
    forget,
    async remember(id, one) {
      await forget(id);
      kept.set(id, one);
      const [oldest] = kept.keys();
      if (kept.size > MOST && oldest !== undefined) await forget(oldest);
    },
  };
}
