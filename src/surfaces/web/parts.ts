import type { Desk } from '../../bot/desk.ts';
import type { ModelDesk } from '../../bot/model-desk.ts';
import type { VerifiedDesk } from '../../bot/verified-desk.ts';
import type { CatalogueView } from '../../core/catalogue-view.ts';
import type { Clock } from '../../core/clock.ts';
import type { DataStatus } from '../../core/data-status.ts';
import type { KnowledgeDesk } from '../../core/knowledge-desk.ts';
import type { TicketDesk, Viewer } from '../../core/ticket-card.ts';
import type { FileImports } from '../../sources/files/file-import.ts';
import type { Outbox } from '../../sources/outbox/outbox.ts';
import type { Syncing } from '../../sources/sync/syncing.ts';
import type { Assets } from './assets.ts';
import type { PendingDeletions } from './pending-deletions.ts';
import type { SyncDesk } from './sync-desk.ts';
import type { Uploads } from './uploads.ts';

export type Log = {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** One of those tickets can be given to, in words. */
export type TeamMember = Readonly<
  Record<'name' | 'load' | 'has' | 'presence' | 'skills', string>
> & {
  readonly isAway: boolean;
};

/** A rotation in words: `now` marks by `**…**` who is on call. */
export type RotationView = Readonly<Record<'name' | 'zone' | 'now', string>> & {
  readonly turns: readonly Readonly<Record<'from' | 'until' | 'person', string>>[];
  readonly people: readonly string[];
  /** `id` null: it is taken back elsewhere. */
  readonly changes: readonly { readonly id: string | null; readonly words: string }[];
};

type OnCallStretch = Readonly<Record<'rotation' | 'from' | 'until', string>>;

/** Who is on call, and changing it for once; each change gives a sentence. Throws AskerError for people and times there are none of. */
export interface OnCallDesk {
  rotations(viewer: Viewer): Promise<readonly RotationView[]>;
  /** Everybody who can be put on call. */
  people(viewer: Viewer): Promise<readonly string[]>;
  override(wish: OnCallStretch & { readonly person: string }, viewer: Viewer): Promise<string>;
  swap(
    wish: OnCallStretch & Readonly<Record<'one' | 'other', string>>,
    viewer: Viewer,
  ): Promise<string>;
  cancel(id: string, viewer: Viewer): Promise<string>;
}

type Absent = { readonly viewer: Viewer; readonly name: string };

/** Who tickets can be given to. Throws AskerError for somebody who isn't there, and a time that is none. */
export interface TeamDesk {
  members(viewer: Viewer): Promise<readonly TeamMember[]>;
  /** Gives a sentence about it. */
  away(absent: Absent & Readonly<Record<'until' | 'note', string | undefined>>): Promise<string>;
  back(absent: Absent): Promise<string>;
}

/** What the console is made of. */
export type WebParts = {
  readonly desk: Desk;
  readonly imports: FileImports;
  readonly syncing: Syncing;
  readonly tickets: TicketDesk;
  readonly onCall: OnCallDesk;
  readonly knowledge: KnowledgeDesk;
  readonly team: TeamDesk;
  readonly model: ModelDesk;
  readonly verified: VerifiedDesk;
  readonly outbox: Pick<Outbox, 'list' | 'cancel'>;
  readonly status: () => Promise<DataStatus>;
  readonly catalogue: () => CatalogueView | Promise<CatalogueView>;
  /** Where uploaded files wait until they are imported; emptied of old ones at start. */
  readonly uploadsFolder: string;
  /** Asked of everyone; null only when nothing but this machine can reach the console. */
  readonly token: string | null;
  readonly clock: Clock;
  /** The team's IANA zone; days begin in it. The machine's own if not given. */
  readonly zone?: string;
  readonly uploadLimitBytes?: number;
  readonly logger?: Log;
};

/** The parts with what the surface makes of them: what every route works with. */
export type Site = Omit<WebParts, 'zone' | 'logger'> & {
  readonly zone: string;
  readonly logger: Log;
  readonly assets: Assets;
  readonly deletions: PendingDeletions;
  readonly uploads: Uploads;
  readonly sync: SyncDesk;
};
