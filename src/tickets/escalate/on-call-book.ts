import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { AskerError } from '../../core/errors.ts';
import type { Database, Reader } from '../../store/database.ts';
import { appendAudit } from '../audit/audit-log.ts';
import { type OnCallNow, onCallNow, rosterBetween } from './on-call.ts';
import type { OnCallChange, Rotation, Shift } from './rotation.ts';

/** A change made beside the file. */
export type KeptChange = OnCallChange & {
  readonly id: string;
  readonly rotation: string;
  readonly madeBy: string;
};

/** Rotations as they are: those of the file, with the changes made since. Alerts, rosters and answers all come from here. */
export interface OnCallBook {
  rotations(): Promise<readonly Rotation[]>;
  /** Who is on call in each rotation, until when, and who comes next. */
  now(at?: number): Promise<readonly (OnCallNow & { readonly rotation: Rotation })[]>;
  /** Throws AskerError, naming those there are, for a rotation that is none of them. */
  roster(
    name: string,
    from: number,
    to: number,
  ): Promise<{ readonly rotation: Rotation; readonly shifts: readonly Shift[] }>;
  /** Puts somebody on call, or has two people change turns. Throws AskerError for a stretch that is over, or none. */
  change(rotation: string, change: OnCallChange, by: string): Promise<KeptChange>;
  /** Those made beside the file that aren't over, in order. */
  changes(): Promise<readonly KeptChange[]>;
  /** Takes one back. Throws AskerError where there is none. */
  cancel(id: string, by: string): Promise<KeptChange>;
}

export type OnCallParts = {
  readonly file: readonly Rotation[];
  readonly db: Database;
  readonly clock: Clock;
};

export function createOnCallBook({ file, db, clock }: OnCallParts): OnCallBook {
  const nowIso = () => new Date(clock.now()).toISOString();
  const find = (rotations: readonly Rotation[], name: string): Rotation => {
    const found = rotations.find((one) => one.name === name.trim().toLowerCase());
    if (found) return found;
    const names = rotations.map((one) => one.name).join(', ');
    throw new AskerError(
      names === ''
        ? 'There is no rotation yet: config/escalation.yaml is where they are set up.'
        : `There is no rotation “${name}”. There are: ${names}.`,
    );
  };
  const rotations = async () => {
    const kept = await readChanges(db);
    return file.map((rotation) => ({
      ...rotation,
      changes: [...rotation.changes, ...kept.filter((one) => one.rotation === rotation.name)],
    }));
  };
  return {
    rotations,
    async now(at = clock.now()) {
      return (await rotations()).map((rotation) => ({ rotation, ...onCallNow(rotation, at) }));
    },
    async roster(name, from, to) {
      const rotation = find(await rotations(), name);
      return { rotation, shifts: rosterBetween(rotation, from, to) };
    },
    async change(name, change, by) {
      const rotation = find(file, name);
      if (change.to <= change.from) throw new AskerError('It has to end after it begins.');
      if (change.to <= clock.now()) throw new AskerError('That is over already.');
      if (change.kind === 'swap' && change.between[0] === change.between[1])
        throw new AskerError('Two people swap turns; name two.');
      const kept = { ...change, id: randomUUID(), rotation: rotation.name, madeBy: by };
      await db.write(
        async (writer) => {
          const [person, other] =
            change.kind === 'swap' ? change.between : ([change.person, null] as const);
          await writer.run(
            `INSERT INTO oncall_changes BY NAME SELECT $id AS id, $rotation AS rotation, $kind AS kind, $person AS person,
               $other AS other, $from::TIMESTAMP AS from_at, $to::TIMESTAMP AS to_at, $by AS made_by, $now::TIMESTAMP AS made_at`,
            {
              ...{ id: kept.id, rotation: rotation.name, kind: change.kind, person, other, by },
              from: new Date(change.from).toISOString(),
              to: new Date(change.to).toISOString(),
              now: nowIso(),
            },
          );
          await log(writer, 'oncall changed', kept, by, nowIso());
        },
        { keepVersion: true },
      );
      return kept;
    },
    async changes() {
      return (await readChanges(db)).filter(({ to }) => to > clock.now());
    },
    async cancel(id, by) {
      const kept = (await readChanges(db)).find((one) => one.id === id);
      if (!kept) throw new AskerError(`There is no change ${id} that could be taken back.`);
      await db.write(
        async (writer) => {
          await writer.run(
            'UPDATE oncall_changes SET cancelled_at = $now::TIMESTAMP WHERE id = $id',
            { id, now: nowIso() },
          );
          await log(writer, 'oncall change cancelled', kept, by, nowIso());
        },
        { keepVersion: true },
      );
      return kept;
    },
  };
}

type Log = Parameters<typeof appendAudit>[0];

async function log(
  writer: Log,
  action: string,
  { id, rotation, madeBy: _, ...change }: KeptChange,
  actor: string,
  at: string,
): Promise<void> {
  const when = { from: new Date(change.from).toISOString(), to: new Date(change.to).toISOString() };
  const details = { ...change, ...when, id, rotation };
  await appendAudit(writer, { at, actor, action, ticketId: null, details });
}

async function readChanges(db: Reader): Promise<readonly KeptChange[]> {
  const { rows } = await db.read(
    `SELECT id, rotation, kind, person, other, from_at, to_at, made_by FROM oncall_changes
     WHERE cancelled_at IS NULL ORDER BY made_at, rowid`,
  );
  return rows.map(([id, rotation, kind, person, other, from, to, madeBy]) => {
    const rest = {
      id: String(id),
      rotation: String(rotation),
      madeBy: String(madeBy),
      from: Date.parse(String(from)),
      to: Date.parse(String(to)),
    };
    return kind === 'swap'
      ? { ...rest, kind, between: [String(person), String(other)] }
      : { ...rest, kind: 'override', person: String(person) };
  });
}
