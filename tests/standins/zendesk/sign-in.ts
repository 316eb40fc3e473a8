import type { StandInAnswer, StandInRequest } from '../kit/stand-in.ts';
import { problem } from './answers.ts';
import type { Quirks } from './quirks.ts';

export const CLIENT = { kind: 'client', clientId: 'cs_bot', clientSecret: 'c0-secret' } as const;
export const API_TOKEN = { kind: 'token', email: 'nova@acme.test', apiToken: 'api-tok-1' } as const;

export type SignIn = {
  answer(request: StandInRequest): StandInAnswer;
  isKnown(authorization: string | undefined): boolean;
  /** All tokens given out end before their time. */
  forgetTokens(): void;
  readonly given: readonly string[];
};

export function createSignIn(quirks: Quirks, now: () => number): SignIn {
  const endsAt = new Map<string, number>();
  const given: string[] = [];
  const basic = Buffer.from(`${API_TOKEN.email}/token:${API_TOKEN.apiToken}`).toString('base64');

  return {
    given,
    forgetTokens: () => endsAt.clear(),
    isKnown(authorization) {
      if (quirks.isRevoked) return false;
      if (authorization === `Basic ${basic}`) return true;
      const ends = endsAt.get(authorization?.replace(/^Bearer /, '') ?? '');
      return ends !== undefined && ends > now();
    },
    answer({ body }) {
      const { grant_type, client_id, client_secret } = Object(body);
      const isClient = client_id === CLIENT.clientId && client_secret === CLIENT.clientSecret;
      if (grant_type !== 'client_credentials' || !isClient || quirks.isRevoked) {
        return problem.oauth(401, 'invalid_client', 'Client authentication failed');
      }
      const token = `access-${given.length + 1}-of-cs_bot`;
      given.push(token);
      endsAt.set(token, now() + quirks.tokenLifeSeconds * 1000);
      return {
        body: {
          access_token: token,
          token_type: 'bearer',
          scope: quirks.scope,
          expires_in: quirks.tokenLifeSeconds,
        },
      };
    },
  };
}
