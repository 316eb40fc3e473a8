/** What a service that has the store open gives, else what `take` finds in the store, which is closed with it. */
export async function atHand<Hand extends object, Store extends AsyncDisposable>(
  service: Hand | null,
  open: () => Promise<Store>,
  take: (store: Store) => Hand | Promise<Hand>,
): Promise<Hand & AsyncDisposable> {
  if (service) return { ...service, [Symbol.asyncDispose]: async () => {} };
  await using opening = new AsyncDisposableStack();
  const hand = await take(opening.use(await open()));
  const opened = opening.move();
  return { ...hand, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
