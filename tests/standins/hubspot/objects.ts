import type { StandInAnswer } from '../kit/stand-in.ts';
import type { Account, Properties, StoredObject, StoredTicket } from './account.ts';
import { historyAnswer, objectAnswer, pageAnswer, problem } from './answers.ts';
import {
  COMPANIES,
  FIRST_COMPANY,
  FIRST_CONTACT,
  generatedCompany,
  generatedContact,
} from './generate.ts';
import { checked, type Quirks, queryOf, type Route } from './route.ts';
import {
  associationsBody,
  batchReadBody,
  changeBody,
  listQuery,
  noteBody,
  type SearchBody,
  searchBody,
} from './rules.ts';
import { inOrder, matches, rangeOf } from './search.ts';

export function answerObjects(of: Route): StandInAnswer {
  const { request, path } = of;
  const [, kind, type = '', second, third, fourth] = path.split('/');
  if (kind === 'associations') {
    return third === 'batch' && fourth === 'read' && second
      ? associations(of, type, second)
      : problem(404, 'no such call');
  }
  const call = `${request.method} ${[second, third].filter(Boolean).join('/')}`;
  if (call === 'POST search') return search(of, type);
  if (call === 'POST batch/read') return batchRead(of, type);
  if (call === 'GET ' && type === 'tickets') return listTickets(of);
  if (call === 'POST ' && type === 'notes') return addNote(of);
  if (/^GET \d+$/.test(call) && type === 'tickets') return readOne(of, Number(second));
  if (/^PATCH \d+$/.test(call) && type === 'tickets') return change(of, Number(second));
  return problem(404, `no such call: ${call}`);
}

type Found = { readonly id: number; readonly properties: Properties };

/** All but tickets, which are too many to be looked through. */
function* otherObjects(account: Account, type: string): Iterable<Found> {
  const { generation } = account;
  if (type === 'notes') yield* account.notes.values();
  if (type === 'emails') yield* account.emails.values();
  if (type === 'feedback_submissions') yield* account.feedback.values();
  const lazily = type === 'contacts' ? generatedContact : generatedCompany;
  const first = type === 'contacts' ? FIRST_CONTACT : FIRST_COMPANY;
  const most = type === 'contacts' ? generation.contacts : COMPANIES;
  if (type !== 'contacts' && type !== 'companies') return;
  for (let id = first; id < first + most; id += 1) {
    const object = lazily(generation, id);
    if (object) yield object;
  }
}

function objectOf(account: Account, type: string, id: number): Found | null {
  switch (type) {
    case 'tickets': {
      const ticket = account.ticket(id);
      return ticket?.archivedAt === null ? ticket : null;
    }
    case 'contacts':
      return generatedContact(account.generation, id);
    case 'companies':
      return generatedCompany(account.generation, id);
    case 'notes':
      return account.notes.get(id) ?? null;
    case 'emails':
      return account.emails.get(id) ?? null;
    default:
      return account.feedback.get(id) ?? null;
  }
}

function search({ request, account, quirks }: Route, type: string): StandInAnswer {
  const given = checked(searchBody, request.body);
  if ('refused' in given) return given.refused;
  const body = given.value;
  const from = Number(body.after);
  if (from + body.limit > quirks.searchWindow) {
    return problem(400, 'There are more results than can be paged through.');
  }
  const [sort] = body.sorts;
  const found =
    type === 'tickets'
      ? searchTickets(account, body, sort === 'hs_object_id' ? from + body.limit + 1 : Infinity)
      : [...otherObjects(account, type)].filter(({ properties }) => matches(properties, body));
  const sorted = sort === 'hs_object_id' && type === 'tickets' ? found : inOrder(found, sort);
  const page = sorted.slice(from, from + body.limit);
  const after = sorted.length > from + body.limit ? String(from + body.limit) : null;
  const total = Math.max(
    sorted.length,
    type === 'tickets' && body.filterGroups.length === 0 ? account.generation.tickets : 0,
  );
  const options = { isCalculatedNull: quirks.isCalculatedNull };
  return pageAnswer(
    request,
    page.map(({ id, properties }) => objectAnswer(id, properties, body.properties, options)),
    after,
    { total },
  );
}

/** By id, until there are enough: a million are passed over without being made. */
function searchTickets(account: Account, body: SearchBody, most: number): readonly Found[] {
  const [firstId] = rangeOf(body, 'hs_object_id');
  const [since, until] = rangeOf(body, 'hs_lastmodifieddate');
  const found: Found[] = [];
  const start = Math.max(account.generation.firstId, firstId);
  for (let id = start; id <= account.lastTicketId && found.length < most; id += 1) {
    if (!account.tickets.has(id)) {
      const at = account.modifiedAt(id) ?? 0;
      if (at < since || at > until) continue;
    }
    const properties = account.found(id);
    if (properties && matches(properties, body)) found.push({ id, properties });
  }
  return found;
}

function listTickets({ request, account }: Route): StandInAnswer {
  const given = checked(listQuery, queryOf(request));
  if ('refused' in given) return given.refused;
  const { limit, after, properties = [], archived } = given.value;
  const last = after === undefined ? 0 : Number(Buffer.from(after, 'base64').toString());
  if (Number.isNaN(last)) return problem(400, 'The after value isn’t one of ours.');
  const asked = typeof properties === 'string' ? properties.split(',') : properties;
  const found = ticketsAfter(account, last, { isArchived: archived === 'true', most: limit + 1 });
  const page = found
    .slice(0, limit)
    .map(({ id, properties: held, archivedAt }) => objectAnswer(id, held, asked, { archivedAt }));
  const next = found.length > limit ? Buffer.from(page.at(-1)?.id ?? '').toString('base64') : null;
  return pageAnswer(request, page, next);
}

function ticketsAfter(
  account: Account,
  last: number,
  { isArchived, most }: { readonly isArchived: boolean; readonly most: number },
): readonly StoredTicket[] {
  const found: StoredTicket[] = [];
  for (const id of isArchived ? archivedIds(account) : idsAfter(account, last)) {
    const ticket = id > last ? account.ticket(id) : null;
    if (ticket && (ticket.archivedAt !== null) === isArchived) found.push(ticket);
    if (found.length === most) break;
  }
  return found;
}

function* idsAfter(account: Account, last: number): Iterable<number> {
  const from = Math.max(account.generation.firstId, last + 1);
  for (let id = from; id <= account.lastTicketId; id += 1) yield id;
}

function archivedIds(account: Account): readonly number[] {
  return [...account.tickets.values()]
    .filter(({ archivedAt }) => archivedAt !== null)
    .map(({ id }) => id)
    .sort((a, b) => a - b);
}

function batchRead({ request, account }: Route, type: string): StandInAnswer {
  const given = checked(batchReadBody, request.body);
  if ('refused' in given) return given.refused;
  const { inputs, properties, propertiesWithHistory } = given.value;
  const ids = inputs.map(({ id }) => Number(id));
  // In no promised order.
  const results = ids.reverse().flatMap((id) => {
    const object = objectOf(account, type, id);
    if (!object) return [];
    const ticket = type === 'tickets' ? account.ticket(id) : null;
    return [
      {
        ...objectAnswer(id, object.properties, properties),
        ...(ticket && historyAnswer(ticket, propertiesWithHistory)),
      },
    ];
  });
  const missing = ids.filter((id) => objectOf(account, type, id) === null).map(String);
  const errors = {
    numErrors: 1,
    errors: [{ status: 'error', category: 'OBJECT_NOT_FOUND', context: { ids: missing } }],
  };
  return {
    status: missing.length > 0 ? 207 : 200,
    body: { status: 'COMPLETE', results, ...(missing.length > 0 && errors) },
  };
}

/** Two to a page, so that further pages are asked for. */
const ASSOCIATIONS_A_PAGE = 2;

function associations(
  { request, account, quirks }: Route,
  from: string,
  to: string,
): StandInAnswer {
  const given = checked(associationsBody, request.body);
  if ('refused' in given) return given.refused;
  const results = given.value.inputs.flatMap(({ id, after }) => {
    const all = associatedIds(account, { from, to, id: Number(id) });
    const place = Number(after ?? 0);
    const page = all.slice(place, place + ASSOCIATIONS_A_PAGE);
    if (page.length === 0) return [];
    const next = place + ASSOCIATIONS_A_PAGE;
    return [
      {
        from: { id },
        to: page.map((one) => associationAnswer(one, quirks)),
        ...(next < all.length && { paging: { next: { after: String(next) } } }),
      },
    ];
  });
  const isSome = results.length < given.value.inputs.length;
  return { status: isSome ? 207 : 200, body: { status: 'COMPLETE', results } };
}

const associationAnswer = (id: number, { areIdsNumbers }: Quirks) => ({
  toObjectId: areIdsNumbers ? id : String(id),
  associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 16, label: null }],
});

function associatedIds(
  account: Account,
  { from, to, id }: { readonly from: string; readonly to: string; readonly id: number },
): readonly number[] {
  if (from === 'feedback_submissions') {
    const ticketId = account.feedback.get(id)?.ticketId;
    return ticketId === undefined ? [] : [ticketId];
  }
  const ticket = account.ticket(id);
  if (!ticket) return [];
  if (to === 'contacts') return ticket.contactId === null ? [] : [ticket.contactId];
  if (to === 'companies') return ticket.companyId === null ? [] : [ticket.companyId];
  return to === 'notes' ? ticket.noteIds : ticket.emailIds;
}

/** A ticket that was merged away answers as the one it went into. */
function readOne({ request, account }: Route, id: number): StandInAnswer {
  const goesOn = account.tickets.get(id)?.mergedInto ?? id;
  const ticket = account.ticket(goesOn);
  if (!ticket || ticket.archivedAt !== null) return notFound();
  const asked = request.query.getAll('properties');
  return { body: objectAnswer(ticket.id, ticket.properties, asked) };
}

function change({ request, account, mutations }: Route, id: number): StandInAnswer {
  const given = checked(changeBody, request.body);
  if ('refused' in given) return given.refused;
  const ticket = account.ticket(id);
  if (!ticket || ticket.archivedAt !== null) return notFound();
  const { properties } = given.value;
  const pipeline = properties.hs_pipeline ?? ticket.properties.hs_pipeline ?? '';
  const stage = properties.hs_pipeline_stage;
  if (stage !== undefined && !account.stage(pipeline, stage)) {
    const message = `${stage} is not a valid pipeline stage ID`;
    return problem(400, `Property values were not valid: ${message}`, {
      category: 'VALIDATION_ERROR',
    });
  }
  const values = Object.entries(properties).map(([name, value]) => [name, value || null]);
  mutations.update(id, Object.fromEntries(values));
  return { body: objectAnswer(id, account.held(id).properties, Object.keys(properties)) };
}

function addNote({ request, account, mutations }: Route): StandInAnswer {
  const given = checked(noteBody, request.body);
  if ('refused' in given) return given.refused;
  const ticketId = Number(given.value.associations[0]?.to.id ?? 0);
  if (!account.ticket(ticketId)) return notFound();
  const id = mutations.note(ticketId, given.value.properties.hs_note_body, null);
  const note = account.notes.get(id) as StoredObject;
  return { status: 201, body: objectAnswer(id, note.properties, ['hs_note_body']) };
}

const notFound = (): StandInAnswer =>
  problem(404, 'Object not found. objectId are usually numeric.', { category: 'OBJECT_NOT_FOUND' });
