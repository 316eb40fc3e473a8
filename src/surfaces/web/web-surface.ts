import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { ConfigError } from '../../core/errors.ts';
import { createAccess } from './access.ts';
import { createAssets } from './assets.ts';
import { loopbackHostOnly, sameOriginChanges, securityHeaders, smallForms } from './guard.ts';
import { renderNothingHere, renderProblemPage } from './pages/problem.ts';
import { renderBarePage } from './pages/shell.ts';
import type { Site, WebParts } from './parts.ts';
import { createPendingDeletions } from './pending-deletions.ts';
import { describeProblem } from './problems.ts';
import { sendPage, themeOf } from './respond.ts';
import { addAskRoutes } from './routes/ask.ts';
import { addFileRoutes } from './routes/files.ts';
import { addKnowledgeRoutes } from './routes/knowledge.ts';
import { addModelRoutes } from './routes/model.ts';
import { addOnCallRoutes } from './routes/on-call.ts';
import { addPageRoutes } from './routes/pages.ts';
import { addSiteRoutes } from './routes/site.ts';
import { addSyncRoutes } from './routes/sync.ts';
import { addTeamRoutes } from './routes/team.ts';
import { addThreadRoutes } from './routes/threads.ts';
import { addTicketRoutes } from './routes/tickets.ts';
import { addVerdictRoutes } from './routes/verdicts.ts';
import { addVerifiedRoutes } from './routes/verified.ts';
import { createSyncDesk } from './sync-desk.ts';
import { createUploads } from './uploads.ts';

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$/;
const DEFAULT_UPLOAD_LIMIT = 2 ** 30;
const PORTS_TRIED = 50;

export interface WebSurface {
  /** The console without a socket. */
  readonly app: Hono;
  /** Serves on `port`, or the next free one. Throws ConfigError for a host others can reach when there is no token. */
  listen(at: { readonly host: string; readonly port: number }): Promise<{
    readonly url: string;
    close(): Promise<void>;
  }>;
}

/** The local web console: pages, questions and uploads over one desk. */
export function createWebSurface(parts: WebParts): WebSurface {
  const site = createSite(parts);
  const app = createConsoleApp(site);
  return {
    app,
    async listen({ host, port }) {
      if (!LOOPBACK.test(host) && parts.token === null) {
        throw new ConfigError([
          `the console was to listen on ${host}, where other machines can reach it, but has no token: set one, or listen on 127.0.0.1`,
        ]);
      }
      const server = await listenFrom(app, host.replace(/^\[|\]$/g, ''), port);
      return {
        url: addressOf(server, host),
        async close() {
          await site.deletions.flush();
          await site.uploads.clear();
          await site.sync.close();
          await closeServer(server);
        },
      };
    },
  };
}

const SILENT = { warn: () => undefined, error: () => undefined };

function createSite({ zone, logger = SILENT, ...parts }: WebParts): Site {
  return {
    ...parts,
    zone: zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    logger,
    assets: createAssets(),
    deletions: createPendingDeletions(
      (id) => parts.desk.deleteThread(id),
      (error) => logger.error({ err: error }, 'a deleted thread could not be removed'),
    ),
    sync: createSyncDesk({ syncing: parts.syncing, clock: parts.clock, logger }),
    uploads: createUploads({
      folder: parts.uploadsFolder,
      limitBytes: parts.uploadLimitBytes ?? DEFAULT_UPLOAD_LIMIT,
      clock: parts.clock,
    }),
  };
}

function createConsoleApp(site: Site): Hono {
  const app = new Hono();
  const access = site.token === null ? null : createAccess(site.token);
  app.use(securityHeaders());
  app.use(access === null ? loopbackHostOnly() : access.gate);
  app.use(sameOriginChanges());
  app.use(smallForms());

  addSiteRoutes(app, site, access);
  addThreadRoutes(app, site);
  addAskRoutes(app, site);
  addVerdictRoutes(app, site);
  addFileRoutes(app, site);
  addSyncRoutes(app, site);
  addPageRoutes(app, site);
  addTicketRoutes(app, site);
  addKnowledgeRoutes(app, site);
  addOnCallRoutes(app, site);
  addTeamRoutes(app, site);
  addModelRoutes(app, site);
  addVerifiedRoutes(app, site);

  app.notFound((c) =>
    sendPage(
      c,
      site,
      () => ({
        title: 'Not found · Deskhand',
        current: null,
        main: renderNothingHere(
          'There is nothing at this address.',
          'The link may be old, or what it led to was removed.',
        ),
      }),
      404,
    ),
  );
  app.onError((error, c) => {
    const problem = describeProblem(error, site.logger);
    const page = { title: `${problem.title} · Deskhand`, main: renderProblemPage(problem) };
    return sendPage(c, site, () => ({ ...page, current: null }), problem.status).catch(() =>
      // Without its threads a page can't be framed; what went wrong is still said.
      c.html(renderBarePage({ assets: site.assets, theme: themeOf(c) }, page), problem.status),
    );
  });
  return app;
}

async function listenFrom(app: Hono, host: string, port: number): Promise<ServerType> {
  for (let attempt = 0; attempt < PORTS_TRIED; attempt += 1) {
    const server = await tryListen(app, host, port === 0 ? 0 : port + attempt);
    if (server !== null) return server;
  }
  throw new ConfigError([
    `no free port for the console between ${port} and ${port + PORTS_TRIED - 1} on ${host}`,
  ]);
}

/** null when the port is taken. */
function tryListen(app: Hono, hostname: string, port: number): Promise<ServerType | null> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname, port });
    server.once('listening', () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
  });
}

function addressOf(server: ServerType, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${nameOf(host)}:${port}`;
}

/** As it goes into an address: the loopback by its name, IPv6 in brackets. */
function nameOf(host: string): string {
  if (host === '127.0.0.1') return 'localhost';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
