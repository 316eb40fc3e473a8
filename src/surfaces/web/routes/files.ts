import type { Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { AskerError } from '../../../core/errors.ts';
import type { ImportOverrides, ImportProgress } from '../../../sources/files/file-import.ts';
import { boundaryOf, readFilePart } from '../multipart.ts';
import { renderImportSummary } from '../pages/import-summary.ts';
import { renderNothingHere, renderProblem } from '../pages/problem.ts';
import { renderBringFile, renderUpload } from '../pages/upload.ts';
import type { Site } from '../parts.ts';
import { describeProblem } from '../problems.ts';
import { sendPage } from '../respond.ts';
import { overridesFrom } from '../settled.ts';
import { tooLarge, type Upload } from '../uploads.ts';

const REFUSED = 'This file can’t be imported as it stands.';

/** A file's way in: received, previewed, settled, imported. */
export function addFileRoutes(app: Hono, site: Site): void {
  const { uploads, imports } = site;

  app.get('/upload', (c) =>
    sendPage(c, site, () => ({
      title: 'Bring a file · Deskhand',
      current: 'data',
      main: renderBringFile(null),
    })),
  );

  app.post('/uploads', async (c) => {
    try {
      const upload = await receive(c, site);
      return wantsJson(c)
        ? c.json({ location: `/uploads/${upload.id}` })
        : c.redirect(`/uploads/${upload.id}`, 303);
    } catch (error) {
      const problem = describeProblem(error, site.logger, REFUSED);
      if (wantsJson(c)) return c.html(renderProblem(problem), problem.status);
      const page = {
        title: 'Not imported · Deskhand',
        current: 'data',
        main: renderBringFile(problem),
      };
      return sendPage(c, site, () => page, problem.status);
    }
  });

  app.get('/uploads/:id', async (c) => {
    const upload = uploads.get(c.req.param('id'));
    if (upload === null) return sendPage(c, site, () => uploadGone, 404);
    return sendUpload(c, site, upload);
  });

  app.post('/uploads/:id/settle', async (c) => {
    const upload = uploads.get(c.req.param('id'));
    if (!upload?.preview) return sendPage(c, site, () => uploadGone, 404);
    const overrides = overridesFrom(await c.req.parseBody(), upload.preview, upload.overrides);
    try {
      await preview(site, upload, overrides);
    } catch (error) {
      return sendUpload(c, site, upload, error);
    }
    return c.redirect(`/uploads/${upload.id}`, 303);
  });

  app.post('/uploads/:id/import', async (c) => {
    const upload = uploads.get(c.req.param('id'));
    if (!upload?.preview) return sendPage(c, site, () => uploadGone, 404);
    if (c.req.header('Accept')?.includes('text/event-stream')) return streamImport(c, site, upload);
    try {
      await runImport(site, upload, () => undefined, c.req.raw.signal);
    } catch (error) {
      return sendUpload(c, site, upload, error);
    }
    return c.redirect(`/uploads/${upload.id}`, 303);
  });

  app.post('/uploads/:id/forget', async (c) => {
    await uploads.forget(c.req.param('id'));
    return c.redirect('/data', 303);
  });

  async function receive(c: Context, { uploads }: Site): Promise<Upload> {
    const length = Number(c.req.header('Content-Length') ?? 0);
    if (length > uploads.limitBytes) throw tooLarge(uploads.limitBytes);
    const { body } = c.req.raw;
    if (body === null) throw new AskerError('The file is empty.');
    const boundary = boundaryOf(c.req.header('Content-Type') ?? '');
    const file = boundary
      ? await readFilePart(body, boundary)
      : { fileName: c.req.query('name') ?? 'file', content: body };
    const upload = await uploads.receive(file.fileName, file.content);
    try {
      return await preview(site, upload, {});
    } catch (error) {
      await uploads.forget(upload.id);
      throw error;
    }
  }

  async function preview(
    { uploads }: Site,
    upload: Upload,
    overrides: ImportOverrides,
  ): Promise<Upload> {
    const made = await imports.preview(upload, overrides);
    uploads.update(upload.id, { overrides, preview: made });
    return upload;
  }
}

async function sendUpload(
  c: Context,
  site: Site,
  upload: Upload,
  error?: unknown,
): Promise<Response> {
  const problem = error === undefined ? null : describeProblem(error, site.logger, REFUSED);
  const hasDemo = (await site.status()).sources.some(({ source }) => source === 'demo');
  const suggestions = upload.summary ? await site.desk.suggestions() : [];
  return sendPage(
    c,
    site,
    (shell) => ({
      title: `${upload.fileName} · Deskhand`,
      current: 'data',
      main: upload.summary
        ? renderImportSummary(upload.summary, suggestions, shell.zone)
        : renderUpload(upload, problem, hasDemo),
    }),
    problem?.status ?? 200,
  );
}

function streamImport(c: Context, site: Site, upload: Upload): Response {
  return streamSSE(c, async (stream) => {
    const gone = new AbortController();
    stream.onAbort(() => gone.abort());
    const report = (progress: ImportProgress) =>
      void stream.writeSSE({ event: 'progress', data: JSON.stringify(progress) });
    try {
      await runImport(site, upload, report, gone.signal);
      await stream.writeSSE({ event: 'done', data: `/uploads/${upload.id}` });
    } catch (error) {
      if (gone.signal.aborted) return;
      const problem = describeProblem(error, site.logger, REFUSED);
      await stream.writeSSE({ event: 'failed', data: String(await renderProblem(problem)) });
    }
  });
}

async function runImport(
  { imports, uploads }: Site,
  upload: Upload,
  onProgress: (progress: ImportProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  const { id, preview } = upload;
  if (preview === null) throw new AskerError('The file has not been looked at yet.');
  if (uploads.get(id)?.isImporting) throw new AskerError('The file is being imported already.');
  uploads.update(id, { isImporting: true });
  try {
    const summary = await imports.apply(upload, preview, { onProgress, signal });
    uploads.update(id, { summary });
    await uploads.deleteFile(id);
  } finally {
    uploads.update(id, { isImporting: false });
  }
}

function wantsJson(c: Context): boolean {
  return c.req.header('Accept')?.includes('application/json') ?? false;
}

const uploadGone = {
  title: 'No such upload · Deskhand',
  current: 'data',
  main: renderNothingHere(
    'That upload is no longer here.',
    'Uploads are kept for an hour. Bring the file again; nothing was imported from it.',
  ),
};
