import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

const COOKIE = 'deskhand_session';
const MONTH_SECONDS = 30 * 86_400;
const OPEN_PATHS = /^\/(login$|healthz$|assets\/)/;

/** Who may use a console that asks for a token. */
export interface Access {
  readonly gate: MiddlewareHandler;
  /** Whether `token` is the right one; takes as long either way. */
  isToken(token: string): boolean;
  /** Lets this browser in from now on. */
  grant(c: Context): void;
  /** Lets it in no more. */
  revoke(c: Context): void;
}

export function createAccess(token: string): Access {
  // The cookie proves the token was known without holding it, and stays good over a restart.
  const session = createHmac('sha256', token)
    .update('deskhand console session')
    .digest('base64url');

  const isAllowed = (c: Context): boolean => {
    const bearer = /^Bearer (.+)$/i.exec(c.req.header('Authorization') ?? '')?.[1];
    if (bearer !== undefined) return isSame(bearer, token);
    return isSame(getCookie(c, COOKIE) ?? '', session);
  };

  return {
    isToken: (given) => isSame(given, token),
    grant(c) {
      setCookie(c, COOKIE, session, {
        httpOnly: true,
        sameSite: 'Strict',
        secure: new URL(c.req.url).protocol === 'https:',
        path: '/',
        maxAge: MONTH_SECONDS,
      });
    },
    revoke: (c) => void deleteCookie(c, COOKIE, { path: '/' }),
    gate: async (c, next) => {
      if (OPEN_PATHS.test(c.req.path) || isAllowed(c)) return next();
      const wantsPage =
        c.req.method === 'GET' && (c.req.header('Accept') ?? '').includes('text/html');
      return wantsPage ? c.redirect('/login') : c.text('A token is needed here.', 401);
    },
  };
}

function isSame(given: string, expected: string): boolean {
  // Digests are of one length whatever was given, so the comparison tells nothing about either.
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
