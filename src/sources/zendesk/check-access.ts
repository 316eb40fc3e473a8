import type { Clock } from '../../core/clock.ts';
import { ConfigError } from '../../core/errors.ts';
import type { SourceCheck } from '../sync/ticket-source.ts';
import { countAnswer, exportPage, ratingPage } from './answers.ts';
import { startTime } from './sync-state.ts';
import { isoTime } from './values.ts';
import { isTrouble, type ZendeskApi } from './zendesk-api.ts';

type Finding = SourceCheck['findings'][number];
type Checking = {
  readonly api: ZendeskApi;
  readonly clock: Clock;
  readonly signal: AbortSignal;
};

/** Tries what a sync needs, one thing after another; what fails says what to do about it. */
export async function checkAccess(checking: Checking): Promise<SourceCheck> {
  const oldest = await checkExport(checking);
  const rest = oldest.finding.isOk ? await checkRest(checking) : null;
  const findings = [oldest.finding, ...(rest?.findings ?? []), ...scopeFindings(checking.api)];
  return {
    source: 'zendesk',
    label: 'Zendesk',
    isWorking: findings.every(({ isOk }) => isOk),
    findings,
    seen: {
      tickets: rest?.tickets ?? null,
      chats: null,
      agents: rest?.agents ?? null,
      pipelines: null,
      oldestAt: oldest.at,
      newestAt: null,
    },
  };
}

async function checkExport({
  api,
  clock,
  signal,
}: Checking): Promise<{ readonly finding: Finding; readonly at: string | null }> {
  const what = 'Ticket export';
  try {
    const page = await api.ask({
      method: 'GET',
      path: '/api/v2/incremental/tickets/cursor',
      query: { start_time: startTime(0, clock.now()), per_page: 1 },
      what: 'export tickets',
      schema: exportPage,
      limit: 'exports',
      signal,
    });
    const at = isoTime(page.tickets[0]?.created_at);
    const words = at === null ? 'there are no tickets yet' : `works, beginning with ${day(at)}`;
    return { finding: { what, isOk: true, words }, at };
  } catch (error) {
    return { finding: failed(what, error), at: null };
  }
}

async function checkRest(checking: Checking): Promise<{
  readonly findings: readonly Finding[];
  readonly tickets: number | null;
  readonly agents: number | null;
}> {
  const tickets = await count(checking, 'Tickets', '/api/v2/tickets/count', {});
  const agents = await count(checking, 'Agents', '/api/v2/users/count', {
    'role[]': ['agent', 'admin'],
  });
  const ratings = await checkRatings(checking);
  return {
    findings: [tickets.finding, agents.finding, ratings],
    tickets: tickets.value,
    agents: agents.value,
  };
}

async function count(
  { api, signal }: Checking,
  what: string,
  path: string,
  query: Readonly<Record<string, readonly string[]>>,
): Promise<{ readonly finding: Finding; readonly value: number | null }> {
  try {
    const answer = await api.find({
      method: 'GET',
      path,
      query,
      what: `count ${what.toLowerCase()}`,
      schema: countAnswer,
      answers: [404],
      signal,
    });
    const value = answer?.count.value ?? null;
    const words = value === null ? 'not counted by this account' : value.toLocaleString('en');
    return { finding: { what, isOk: true, words }, value };
  } catch (error) {
    return { finding: failed(what, error), value: null };
  }
}

async function checkRatings({ api, clock, signal }: Checking): Promise<Finding> {
  const what = 'Satisfaction ratings';
  try {
    const answer = await api.find({
      method: 'GET',
      path: '/api/v2/satisfaction_ratings',
      query: { start_time: startTime(Number.POSITIVE_INFINITY, clock.now()), 'page[size]': 1 },
      what: 'list satisfaction ratings',
      schema: ratingPage,
      answers: [403, 404],
      signal,
    });
    const words = answer
      ? 'can be read'
      : 'not listed by this account; what tickets carry themselves is used';
    return { what, isOk: true, words };
  } catch (error) {
    return failed(what, error);
  }
}

/** Whether changes can be sent back shows in what the token was given, where Zendesk tells. */
function scopeFindings({ scope }: ZendeskApi): readonly Finding[] {
  if (scope === null || scope.split(/\s+/).some((one) => /^(?:tickets:)?write$/.test(one))) {
    return [];
  }
  return [
    {
      what: 'Changing tickets',
      isOk: false,
      words: `the access token may only ${scope}`,
      remedy: 'Give the OAuth client the scopes read and write.',
    },
  ];
}

function failed(what: string, error: unknown): Finding {
  if (!isTrouble(error)) throw error;
  const remedy =
    error instanceof ConfigError
      ? 'The message says what to change; then test again.'
      : 'Check ZENDESK_SUBDOMAIN or ZENDESK_BASE_URL, and whether Zendesk answers at all.';
  return { what, isOk: false, words: error.message, remedy };
}

function day(iso: string): string {
  return new Date(iso).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
}
