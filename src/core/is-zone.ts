/** Whether it is a time zone's IANA name, such as America/Halifax. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false; // Intl has no other way to ask
  }
}
