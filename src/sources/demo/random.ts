/**
 * A small seeded generator (sfc32): the same parts give the same numbers on every machine.
 * `parts` name the stream, so that one conversation's numbers don't depend on how many another one used.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(...parts: readonly number[]) {
    this.a = 0x9e3779b9;
    this.b = 0x243f6a88;
    this.c = 0xb7e15162;
    for (const part of parts) this.absorb(part);
    for (let round = 0; round < 12; round++) this.bits();
  }

  /** At least 0, below 1. */
  next(): number {
    return this.bits() / 4294967296;
  }

  /** A whole number from `from` up to and including `to`. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[Math.floor(this.next() * list.length)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  }

  /** One of the list, the likelier the greater its weight. */
  weighted<T>(list: readonly T[], weightOf: (item: T) => number): T {
    let total = 0;
    for (const item of list) total += weightOf(item);
    let left = this.next() * total;
    for (const item of list) {
      left -= weightOf(item);
      if (left < 0) return item;
    }
    return this.pick(list);
  }

  /** Mean 0, deviation 1. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return radius * Math.cos(2 * Math.PI * this.next());
  }

  /** Long-tailed, as waiting times are: half of the values lie below `median`. */
  aroundMedian(median: number, spread: number): number {
    return median * Math.exp(spread * this.normal());
  }

  private absorb(part: number): void {
    this.a = (this.a ^ (part | 0)) | 0;
    this.b = (this.b ^ Math.floor(part / 4294967296)) | 0;
    for (let round = 0; round < 8; round++) this.bits();
  }

  private bits(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + sum) | 0;
    return sum >>> 0;
  }
}
