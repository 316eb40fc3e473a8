import { AppError } from '../../core/errors.ts';
import { DeniedError } from '../http/refusals.ts';
import type { SourceCheck } from '../sync/ticket-source.ts';
import { TOKEN_REMEDY } from './failures.ts';
import type { HubSpotApi, Search } from './hubspot-api.ts';
import type { ObjectType } from './paths.ts';
import { createdOf, isoOf } from './values.ts';

type Finding = SourceCheck['findings'][number];
type Tried<T> = { readonly finding: Finding; readonly value: T | null };

const ONE: Omit<Search, 'sort'> = { filters: [], properties: ['createdate'], limit: 1 };
const SINCE_EVER = new Date(0).toISOString();

/** Everything a pull reads, tried once each: what is there, and what is missing. */
export async function checkAccount(
  api: HubSpotApi,
): Promise<Omit<SourceCheck, 'source' | 'label'>> {
  const account = await trial(
    'Token',
    'oauth',
    () => api.account(),
    ({ portalId, timeZone }) => `works for account ${portalId}${timeZone ? `, ${timeZone}` : ''}`,
  );
  // Where nothing is answered, or not to this token, all else would only say so again.
  if (account.value === null && account.status !== 403) {
    return { isWorking: false, findings: [account.finding], seen: NOTHING };
  }
  const tickets = await trial(
    'Tickets',
    'tickets',
    () => ends(api),
    ({ total, oldestAt }) =>
      total === 0 || oldestAt === null
        ? 'none yet'
        : `${total.toLocaleString('en')}, oldest ${oldestAt.slice(0, 10)}`,
  );
  const pipelines = await trial(
    'Pipelines',
    'tickets',
    () => api.pipelines(),
    (all) => all.map(({ label, id }) => label ?? id).join(', '),
  );
  const owners = await trial(
    'Owners',
    'crm.objects.owners.read',
    () => api.owners(false),
    (all) => `${all.length} active`,
  );
  const readable = (what: string, scope: string, ask: () => Promise<unknown>) =>
    trial(what, scope, ask, () => 'can be read');
  const belongings = async (type: ObjectType): Promise<unknown> => {
    const { results } = await api.search(type, { ...ONE, sort: 'hs_object_id' });
    return results;
  };
  const others = [
    await readable('Customers', 'crm.objects.contacts.read', () => belongings('contacts')),
    await readable('Companies', 'crm.objects.companies.read', () => belongings('companies')),
    await readable('Messages', 'conversations.read', () =>
      api.threads({ latestMessageAfter: SINCE_EVER, after: null, limit: 1 }),
    ),
    await readable('Notes', 'crm.objects.contacts.read', () => belongings('notes')),
    await readable('E-mails', 'sales-email-read', () => belongings('emails')),
    await readable('Ratings', 'crm.objects.feedback_submissions.read', () =>
      belongings('feedback_submissions'),
    ),
  ];
  return {
    isWorking: tickets.value !== null && pipelines.value !== null,
    findings: [account, tickets, pipelines, owners, ...others].map(({ finding }) => finding),
    seen: {
      ...NOTHING,
      tickets: tickets.value?.total ?? null,
      agents: owners.value?.length ?? null,
      pipelines: pipelines.value?.length ?? null,
      oldestAt: tickets.value?.oldestAt ?? null,
      newestAt: tickets.value?.newestAt ?? null,
    },
  };
}

const NOTHING: SourceCheck['seen'] = {
  tickets: null,
  chats: null,
  agents: null,
  pipelines: null,
  oldestAt: null,
  newestAt: null,
};

async function ends(api: HubSpotApi): Promise<{
  readonly total: number;
  readonly oldestAt: string | null;
  readonly newestAt: string | null;
}> {
  const oldest = await api.search('tickets', { ...ONE, sort: 'createdate' });
  const newest = await api.search('tickets', { ...ONE, sort: '-createdate' });
  const at = ({ results: [ticket] }: typeof oldest) => isoOf(ticket ? createdOf(ticket) : null);
  return {
    total: oldest.total ?? oldest.results.length,
    oldestAt: at(oldest),
    newestAt: at(newest),
  };
}

async function trial<T>(
  what: string,
  scope: string,
  ask: () => Promise<T>,
  inWords: (value: T) => string,
): Promise<Tried<T> & { readonly status: number | null }> {
  try {
    const value = await ask();
    return { finding: { what, isOk: true, words: inWords(value) }, value, status: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const status = error instanceof DeniedError ? error.status : null;
    const isScope = status === 403;
    const remedy = isScope ? { remedy: `Add the scope ${scope} to the key.` } : {};
    const words = isScope ? 'left out: the key lacks the scope for it' : error.message;
    const other = status === 401 ? { remedy: TOKEN_REMEDY } : remedy;
    return { finding: { what, isOk: false, words, ...other }, value: null, status };
  }
}
