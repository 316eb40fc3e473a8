import type { Cell } from '../../core/answer.ts';

/** Collects the values of a statement; the SQL only ever holds their names. */
export type Binder = {
  /** SQL that stands for the value, the same for the same name and value. */
  readonly text: (name: string, value: string) => string;
  readonly number: (name: string, value: number) => string;
  readonly count: (name: string, value: number) => string;
  readonly flag: (name: string, value: boolean) => string;
  /** An instant, ISO 8601. */
  readonly instant: (name: string, iso: string) => string;
  /** A calendar day, `2026-10-17`. */
  readonly day: (name: string, day: string) => string;
  readonly params: Readonly<Record<string, Cell>>;
};

export function createBinder(): Binder {
  const params: Record<string, Cell> = {};
  const nameFor = (name: string, value: Cell): string => {
    const base = name.replaceAll(/[^a-z0-9_]/g, '_');
    let candidate = base;
    for (let k = 2; candidate in params && params[candidate] !== value; k++)
      candidate = `${base}_${k}`;
    params[candidate] = value;
    return `$${candidate}`;
  };
  return {
    text: (name, value) => `${nameFor(name, value)}::VARCHAR`,
    number: (name, value) => `${nameFor(name, value)}::DOUBLE`,
    count: (name, value) => `${nameFor(name, value)}::BIGINT`,
    flag: (name, value) => `${nameFor(name, value)}::BOOLEAN`,
    instant: (name, iso) => `${nameFor(name, iso)}::TIMESTAMP`,
    day: (name, day) => `${nameFor(name, day)}::DATE`,
    params,
  };
}
