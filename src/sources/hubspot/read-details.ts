import type { MessageRow } from '../sync/page.ts';
import type { CrmObject } from './answers.ts';
import type { HubSpotApi } from './hubspot-api.ts';
import { EMAIL_PROPERTIES, mapEmail, mapNote, NOTE_PROPERTIES } from './map-message.ts';
import { CALCULATED_PROPERTIES, type TicketDetails } from './map-ticket.ts';
import type { ObjectType } from './paths.ts';
import type { Optional } from './read-labels.ts';
import { HISTORY_PROPERTIES } from './ticket-history.ts';
import { textOf } from './values.ts';

const CONTACT_PROPERTIES = ['email', 'firstname', 'lastname', 'company'];

type Related = ReadonlyMap<string, readonly CrmObject[]>;

/** What belongs to changed tickets beside themselves: who asked, how they came to be as they are, notes and e-mails on them. */
export async function readDetails(
  tickets: readonly CrmObject[],
  api: HubSpotApi,
  optional: Optional,
): Promise<{
  readonly details: ReadonlyMap<string, TicketDetails>;
  readonly messages: readonly MessageRow[];
}> {
  if (tickets.length === 0) return { details: new Map(), messages: [] };
  const ids = tickets.map(({ id }) => id);
  const readRelated = (part: 'contacts' | 'companies' | 'notes' | 'emails', of: Reading) =>
    optional(part, () => related(api, part, of));
  const [wholes, contacts, companies, notes, emails] = await Promise.all([
    api.read('tickets', ids, { properties: CALCULATED_PROPERTIES, history: HISTORY_PROPERTIES }),
    readRelated('contacts', { ids, properties: CONTACT_PROPERTIES, isFirstOnly: true }),
    readRelated('companies', { ids, properties: ['name'], isFirstOnly: true }),
    readRelated('notes', { ids, properties: NOTE_PROPERTIES }),
    readRelated('emails', { ids: withoutThread(tickets), properties: EMAIL_PROPERTIES }),
  ]);
  const wholeById = new Map(wholes.map((whole) => [whole.id, whole]));
  const details = new Map(
    ids.map((id) => {
      const customer = customerOf(contacts?.get(id)?.[0], companies?.get(id)?.[0]);
      const whole = wholeById.get(id) ?? null;
      return [id, { customer: contacts || companies ? customer : null, whole }];
    }),
  );
  const messages = ids.flatMap((id) => [
    ...(notes?.get(id) ?? []).map((note) => mapNote(note, id)),
    ...(emails?.get(id) ?? []).map((email) => mapEmail(email, id)),
  ]);
  return { details, messages };
}

/** E-mails of a ticket that began as a conversation are its messages; only others are read as e-mails. It is stamped once, for good. */
function withoutThread(tickets: readonly CrmObject[]): readonly string[] {
  return tickets
    .filter(
      ({ properties }) => textOf(properties, 'hs_conversations_originating_thread_id') === null,
    )
    .map(({ id }) => id);
}

type Reading = {
  readonly ids: readonly string[];
  readonly properties: readonly string[];
  readonly isFirstOnly?: boolean;
};

async function related(
  api: HubSpotApi,
  type: Exclude<ObjectType, 'tickets' | 'feedback_submissions'>,
  { ids, properties, isFirstOnly = false }: Reading,
): Promise<Related> {
  const idsOf = await api.associated('tickets', type, ids);
  const wanted = [...idsOf].map(([id, all]) => [id, isFirstOnly ? all.slice(0, 1) : all] as const);
  const objects = await api.read(type, [...new Set(wanted.flatMap(([, all]) => all))], {
    properties,
  });
  const byId = new Map(objects.map((object) => [object.id, object]));
  return new Map(
    wanted.map(([id, all]) => [id, all.flatMap((one) => byId.get(one) ?? [])] as const),
  );
}

function customerOf(
  contact: CrmObject | undefined,
  company: CrmObject | undefined,
): NonNullable<TicketDetails['customer']> {
  const of = (name: string): string | null => (contact ? textOf(contact.properties, name) : null);
  const name = [of('firstname'), of('lastname')].filter((part) => part !== null).join(' ');
  return {
    ref: contact?.id ?? null,
    name: name === '' ? null : name,
    email: of('email'),
    company: (company ? textOf(company.properties, 'name') : null) ?? of('company'),
  };
}
