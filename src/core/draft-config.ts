import type { Env } from './env.ts';

/** Replies that are drafted before anybody asks. */
export type AutoDraftConfig = {
  /** In lower case; tickets of others get none. */
  readonly categories: readonly string[];
  /** The agents' channel in Slack, by id. */
  readonly channel: string;
};

/** null: off, as it is unless both are set. */
export function resolveAutoDrafts(env: Env): {
  readonly config: AutoDraftConfig | null;
  readonly problems: readonly string[];
} {
  const categories = (env.AUTO_DRAFTS ?? '')
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '');
  const channel = env.AUTO_DRAFT_CHANNEL ?? null;
  if (categories.length === 0 && channel === null) return { config: null, problems: [] };
  const problems = [
    ...(channel === null
      ? ['AUTO_DRAFTS: set AUTO_DRAFT_CHANNEL as well, the channel the drafts are posted in']
      : []),
    ...(categories.length === 0
      ? ['AUTO_DRAFT_CHANNEL: set AUTO_DRAFTS as well, the categories that get a draft']
      : []),
    ...(env.SLACK_BOT_TOKEN === undefined && env.SLACK_CLIENT_ID === undefined
      ? ['AUTO_DRAFTS: drafts are posted in Slack, which isn’t set up']
      : []),
  ];
  return {
    config: problems.length > 0 || channel === null ? null : { categories, channel },
    problems,
  };
}
