/** Thrown by a listener, or out of Bolt's error handler: the request is to be tried again later, because something it needs is down or in other hands. */
export class Postponed extends Error {
  constructor(cause: unknown) {
    super('to be tried again later', { cause });
    this.name = 'Postponed';
  }
}
