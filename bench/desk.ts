import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue } from '../src/analytics/load-catalogue.ts';
import { loadLanguage } from '../src/ask/read/language.ts';
import { createWorkspace, type Workspace, type WorkspaceParts } from '../src/ask/workspace.ts';
import { fixedClock } from '../src/core/clock.ts';
import { loadTeam } from '../src/core/team.ts';
import type { Database } from '../src/store/database.ts';

const CONFIG = join(import.meta.dirname, '..', 'config');

export const NOW = '2026-11-20T14:00:00Z';
export const ZONE = 'America/Halifax';

/** The settings as they stand in config/, in Halifax. */
export function readSettings() {
  const file = (name: string) => readFileSync(join(CONFIG, name), 'utf8');
  return {
    catalogue: loadCatalogue(file('metrics.yaml'), 'metrics.yaml'),
    language: loadLanguage(file('language.yaml'), 'language.yaml'),
    settings: { ...loadTeam(file('team.yaml'), 'team.yaml'), zone: ZONE },
    clock: fixedClock(NOW),
  } satisfies Omit<WorkspaceParts, 'db'>;
}

export type Meter = {
  readonly db: Database;
  /** Milliseconds in which at least one read was under way, since the last call. */
  takeMs(): number;
};

/** The store with a stopwatch on its reads; those that overlap count once. */
export function meter(db: Database): Meter {
  let running = 0;
  let since = 0;
  let spent = 0;
  return {
    db: {
      ...db,
      async read(...args) {
        if (running++ === 0) since = performance.now();
        try {
          return await db.read(...args);
        } finally {
          if (--running === 0) spent += performance.now() - since;
        }
      },
      [Symbol.asyncDispose]: () => db[Symbol.asyncDispose](),
    },
    takeMs() {
      const taken = spent;
      spent = 0;
      return taken;
    },
  };
}

export function openWorkspace(db: Database): Workspace {
  return createWorkspace({ db, ...readSettings() });
}
