import type { Authorize, AuthorizeResult } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';

/** Names a workspace, or an organisation of several, as Slack's requests do. */
export type WorkspaceName = {
  readonly teamId: string | undefined;
  readonly enterpriseId: string | undefined;
  readonly isEnterpriseInstall: boolean;
};

/** Where Deskhand is installed. */
export interface Workspaces {
  readonly authorize: Authorize<boolean>;
  /** Calls Slack for a workspace; the one there is when it isn't named. Throws when Deskhand isn't installed there. */
  clientOf(teamId?: string): Promise<WebClient>;
  /** It was removed there, or its token is no good any more. */
  remove(workspace: WorkspaceName): Promise<void>;
}

/** Clients by token: each counts what it may call at once. */
export function createClients(options: WebClientOptions): (token: string) => WebClient {
  const clients = new Map<string, WebClient>();
  return (token) => {
    const client = clients.get(token) ?? new WebClient(token, options);
    clients.set(token, client);
    return client;
  };
}

/** The one workspace whose token is set. */
export function createOneWorkspace(
  token: string,
  clientWith: (token: string) => WebClient,
): Workspaces {
  const client = clientWith(token);
  let asked: Promise<AuthorizeResult> | null = null;

  async function ask(): Promise<AuthorizeResult> {
    const { user_id, bot_id, team_id } = await client.auth.test();
    return {
      botToken: token,
      ...(user_id && { botUserId: user_id }),
      ...(bot_id && { botId: bot_id }),
      ...(team_id && { teamId: team_id }),
    };
  }

  return {
    async authorize() {
      asked ??= ask();
      try {
        return { ...(await asked) }; // a copy: Bolt writes into it
      } catch (error) {
        asked = null; // Bolt's own would remember the failure for good
        throw error;
      }
    },
    clientOf: async () => client,
    async remove() {
      asked = null;
    },
  };
}
