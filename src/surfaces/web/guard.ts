import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';

const LOOPBACK_NAME = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;
const READS = new Set(['GET', 'HEAD']);
const FORM_BYTES = 256 * 1024;
/** They look to their own limits. */
const TAKES_FILES = new Set(['/uploads', '/knowledge/files']);

const HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Headers every response carries: only our own scripts and styles run, and nobody frames us. */
export function securityHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
  };
}

/**
 * Without a token the console trusts whoever reaches it, so it must only be reached by a loopback name:
 * a page elsewhere can point its own name at 127.0.0.1, and the browser would then send it here.
 */
export function loopbackHostOnly(): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('Host') ?? new URL(c.req.url).host;
    if (!LOOPBACK_NAME.test(host.replace(/:\d+$/, ''))) {
      return c.text('This address is not one Deskhand answers to. Open http://localhost.', 421);
    }
    return next();
  };
}

/** Whatever isn't a file is short: a longer one is refused, read no further than the limit. */
export function smallForms(): MiddlewareHandler {
  const limit = bodyLimit({
    maxSize: FORM_BYTES,
    onError: (c) =>
      c.text('That is more than a form of this page can hold, so nothing was changed.', 413),
  });
  return (c, next) => (TAKES_FILES.has(c.req.path) ? next() : limit(c, next));
}

/** Changes are accepted from our own pages, or from programs that aren't browsers. */
export function sameOriginChanges(): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('Host') ?? new URL(c.req.url).host;
    const isOurs = isSameOrigin(host, c.req.header('Origin'), c.req.header('Sec-Fetch-Site'));
    if (!READS.has(c.req.method) && !isOurs) {
      return c.text('This request came from another site, so nothing was changed.', 403);
    }
    return next();
  };
}

function isSameOrigin(host: string, origin: string | undefined, site: string | undefined): boolean {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
