import type { Messenger } from '../../../core/messenger.ts';
import type { SlackConfig } from '../../../core/slack-config.ts';
import type { DigestPart } from '../../../digests/deliver.ts';
import { clientOptions } from '../calls/client-options.ts';
import { PATIENCE } from '../calls/patient-fetch.ts';
import { createClients, createOneWorkspace } from '../install/workspaces.ts';
import { createSlackMessenger, type SlackMessengerParts } from './slack-messenger.ts';

/** Posts with the one token that is set, without taking any requests: for the command line. */
export function messengerByToken(
  token: string,
  { apiUrl }: SlackConfig,
  parts: Omit<SlackMessengerParts, 'clientOf'> & { readonly signal: AbortSignal },
): Messenger<DigestPart> {
  const { logger, signal } = parts;
  const calling = { apiUrl, fetch: globalThis.fetch, logger, patience: PATIENCE, signal };
  const { clientOf } = createOneWorkspace(token, createClients(clientOptions(calling)));
  return createSlackMessenger({ ...parts, clientOf });
}
