import { createHash } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import { AskerError } from '../core/errors.ts';
import type { StateStore } from '../core/state.ts';
import type { DigestSpec } from './digest.ts';

/** A digest made in chat, as it is kept. */
type KeptDigest = {
  readonly spec: DigestSpec;
  readonly createdAt: string;
  /** Of the wish it came from. */
  readonly key: string;
};

/** What was changed in chat of a digest whose file stays as it is. */
type Change = { readonly paused?: boolean; readonly channel?: string; readonly owner?: string };

/** From when on a digest's slots count: the last time its schedule, its channel or its being paused changed. */
type Watch = { readonly fingerprint: string; readonly since: string };

/** All digests there are: those of the file, as they were changed in chat, and those made there. */
export interface DigestBook {
  /** In order of their names. */
  list(): Promise<readonly DigestSpec[]>;
  /** Throws AskerError, naming those there are, when it is none of them. */
  get(name: string): Promise<DigestSpec>;
  /** Keeps a digest under its name, or the next free one of it, once for each wish; gives it back as kept. */
  add(spec: DigestSpec, key: string): Promise<DigestSpec>;
  change(name: string, change: Change): Promise<DigestSpec>;
  /** Throws AskerError for one of the file. Gives what was removed. */
  remove(name: string): Promise<DigestSpec>;
  /** The instant since which its slots count, ms; now, when it is new or other than before. */
  countsSince(spec: DigestSpec): Promise<number>;
}

export type BookParts = {
  readonly file: readonly DigestSpec[];
  readonly state: StateStore;
  readonly clock: Clock;
};

const MOST_IN_CHAT = 200;

/** Digests of the file stand above those made in chat of the same name. */
export function createDigestBook({ file, state, clock }: BookParts): DigestBook {
  const kept = state.space<KeptDigest>('digests');
  const changes = state.space<Change>('digest-changes');
  const watches = state.space<Watch>('digest-watches');
  const now = () => new Date(clock.now()).toISOString();

  const list = async (): Promise<readonly DigestSpec[]> => {
    const [made, altered] = await Promise.all([kept.list(), changes.list()]);
    const over = new Map(altered.map(({ key, value }) => [key, value]));
    const known = new Set(file.map(({ name }) => name));
    const own = made.flatMap(({ value: { spec } }) => (known.has(spec.name) ? [] : [spec]));
    return [...file, ...own]
      .map((spec) => changed(spec, over.get(spec.name)))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  };

  const get = async (name: string): Promise<DigestSpec> => {
    const all = await list();
    const found = all.find((spec) => spec.name === name.trim().toLowerCase());
    if (found) return found;
    const names = all.map((spec) => spec.name).join(', ');
    throw new AskerError(
      all.length === 0
        ? 'There are no digests yet. Ask a question, then say “post this every weekday at 9” under its answer.'
        : `There is no digest “${name}”. There are: ${names}.`,
    );
  };

  const countsSince = async (spec: DigestSpec): Promise<number> => {
    const fingerprint = fingerprintOf(spec);
    const watch = await watches.update(spec.name, (known) =>
      known?.fingerprint === fingerprint ? known : { fingerprint, since: now() },
    );
    return Date.parse(watch?.since ?? now());
  };

  return {
    list,
    get,
    countsSince,
    async add(spec, key) {
      const made = await kept.list();
      const known = made.find(({ value }) => value.key === key);
      if (known) return get(known.key);
      const all = await list();
      if (all.length >= MOST_IN_CHAT)
        throw new AskerError(`There are ${all.length} digests already: delete one first.`);
      for (const name of namesLike(spec.name)) {
        if (all.some((one) => one.name === name)) continue;
        const named = { ...spec, name };
        if (!(await kept.claim(name, { spec: named, createdAt: now(), key }))) continue;
        await countsSince(named);
        return named;
      }
      throw new TypeError('names go on for ever');
    },
    async change(name, change) {
      const { name: found } = await get(name);
      await changes.update(found, (before) => ({ ...before, ...change }));
      const spec = await get(found);
      await countsSince(spec);
      return spec;
    },
    async remove(asked) {
      const spec = await get(asked);
      const { name } = spec;
      if (spec.from === 'file') {
        throw new AskerError(
          `“${name}” is set in config/digests.yaml, so it can’t be deleted here. “/digest pause ${name}” stops it.`,
        );
      }
      await Promise.all([kept.delete(name), changes.delete(name), watches.delete(name)]);
      return spec;
    },
  };
}

function changed(spec: DigestSpec, change: Change = {}): DigestSpec {
  return { ...spec, ...change, judged: spec.judged || change.channel !== undefined };
}

function* namesLike(name: string): Generator<string> {
  yield name;
  for (let n = 2; ; n++) yield `${name}-${n}`;
}

function fingerprintOf({ schedule, zone, channel, paused }: DigestSpec): string {
  return createHash('sha256')
    .update(JSON.stringify([schedule.line, zone, channel, paused]))
    .digest('base64url')
    .slice(0, 16);
}

/** One word for a digest out of its question: "CSAT by agent last week" → `csat-by-agent-last-week`. */
export function nameFrom(question: string): string {
  const words = question
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ');
  const name = words
    .reduce((whole, word) => (`${whole}-${word}`.length <= 40 ? `${whole}-${word}` : whole), '')
    .slice(1);
  return /^[a-z]/.test(name) ? name : `digest${name && `-${name}`}`.slice(0, 40);
}
