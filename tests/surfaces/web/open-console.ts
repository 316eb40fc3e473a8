import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { NO_BOOK } from '../../../src/ask/verified/verified-book.ts';
import { createModelDesk } from '../../../src/bot/model-desk.ts';
import { createVerifiedDesk } from '../../../src/bot/verified-desk.ts';
import { fixedClock } from '../../../src/core/clock.ts';
import type { WebParts } from '../../../src/surfaces/web/parts.ts';
import { createWebSurface } from '../../../src/surfaces/web/web-surface.ts';
import { FAKE_CATALOGUE } from '../../fakes/fake-catalogue.ts';
import { createFakeDesk } from '../../fakes/fake-desk.ts';
import { createFakeFileImports } from '../../fakes/fake-file-imports.ts';
import { createFakeKnowledge } from '../../fakes/fake-knowledge.ts';
import { createFakeOnCall } from '../../fakes/fake-on-call.ts';
import { FAKE_STATUS } from '../../fakes/fake-store-status.ts';
import { createFakeTeam } from '../../fakes/fake-team.ts';
import { createFakeTicketDesk } from '../../fakes/fake-ticket-desk.ts';
import { createFakeSyncing } from '../../fakes/syncing.ts';

export const NOW = '2026-11-21T13:45:00Z';
export const ORIGIN = 'http://localhost:3000';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A console over fakes, with the requests a browser would make of it. */
export function openConsole(overrides: Partial<WebParts> = {}) {
  const clock = fixedClock(NOW);
  const desk = createFakeDesk({ clock });
  const imports = createFakeFileImports();
  const syncing = createFakeSyncing({ sources: [], states: [] });
  const uploadsFolder = join(tmpdir(), `deskhand-uploads-${randomUUID()}`);
  folders.push(uploadsFolder);
  const surface = createWebSurface({
    desk,
    imports,
    syncing,
    tickets: createFakeTicketDesk(),
    onCall: createFakeOnCall(),
    knowledge: createFakeKnowledge(),
    team: createFakeTeam(),
    model: createModelDesk(null),
    verified: createVerifiedDesk(NO_BOOK),
    outbox: { list: async () => [], cancel: () => Promise.reject(new Error('no changes here')) },
    status: async () => FAKE_STATUS,
    catalogue: () => FAKE_CATALOGUE,
    uploadsFolder,
    token: null,
    clock,
    zone: 'America/Halifax',
    ...overrides,
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    surface.app.request(`${ORIGIN}${path}`, { headers });

  const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    surface.app.request(`${ORIGIN}${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { Origin: ORIGIN, ...headers },
    });

  return { surface, desk, imports, uploadsFolder, get, post };
}

/** A page's text with its markup. */
export async function pageOf(response: Response | Promise<Response>): Promise<string> {
  return (await response).text();
}

/** The events of a stream, in order. */
export async function eventsOf(
  response: Response | Promise<Response>,
): Promise<readonly { readonly event: string; readonly data: string }[]> {
  const text = await (await response).text();
  return text
    .split('\n\n')
    .filter((block) => block !== '')
    .map((block) => ({
      event: /^event: (.*)$/m.exec(block)?.[1] ?? '',
      data: [...block.matchAll(/^data: (.*)$/gm)].map(([, line]) => line).join('\n'),
    }));
}
