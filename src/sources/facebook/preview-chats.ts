import { randomUUID } from 'node:crypto';
import { AskerError } from '../../core/errors.ts';
import type { TeamSettings } from '../../core/settings.ts';
import type { Params, Rows } from '../../store/database.ts';
import type { ImportOverrides, ImportPreview, PageMessages } from '../files/file-import.ts';
import { chatsKnown, messagesSelect, participantsSelect } from './chats-sql.ts';
import type { StagedChats } from './stage-chats.ts';

export type Select = (sql: string, params?: Params) => Promise<Rows>;

type Previewing = {
  readonly staged: StagedChats;
  readonly fileName: string;
  readonly zone: string;
  readonly overrides: ImportOverrides;
  readonly settings: TeamSettings;
  readonly select: Select;
};

type Question = ImportPreview['questions'][number];

const SAMPLE_CHATS = 8;
const MOST_AGENTS = 50;
const MOST_OPTIONS = 6;

/** What a file of page messages holds and would do, for a person to look at. */
export async function previewOf(previewing: Previewing): Promise<ImportPreview> {
  const { staged, fileName, zone } = previewing;
  const { page, question, warnings } = await findPage(previewing);
  const told = await tell(previewing, page);
  if (told.messages === 0) {
    const why = told.invalid[0] ? `: of its first one, ${told.invalid[0].reason}` : '';
    throw new AskerError(
      `${fileName} holds no message that can be used${why}. Nothing was imported.`,
    );
  }
  return {
    id: randomUUID(),
    fileName,
    bytes: staged.bytes,
    format: 'json',
    encoding: staged.encoding,
    delimiter: null,
    entity: 'chats',
    source: 'facebook',
    zone,
    rows: told.conversations,
    rowsAreEstimated: false,
    columns: [],
    eventLog: null,
    sample: await sampleOf(previewing, page),
    questions: question ? [question] : [],
    warnings: [...warnings, ...cutWarnings(staged)],
    replaces: null,
    savedAs: null,
    pageMessages: told,
  };
}

type FoundPage = {
  readonly page: string | null;
  readonly question: Question | null;
  readonly warnings: readonly string[];
};

/** The page is the one participant of every conversation, where there is just one; else somebody has to say. */
async function findPage({ staged, overrides, fileName, select }: Previewing): Promise<FoundPage> {
  const { rows } = await select(participantsSelect(staged.rows));
  const people = rows.map(([name, chats]) => ({ name: String(name), chats: Number(chats) }));
  const [, , allChats = 0, undirected = 0] = (rows[0] ?? []).map(Number);
  if (overrides.page !== undefined) {
    const given = overrides.page.toLowerCase();
    const found = await select(
      `SELECT count(*) FROM (${staged.rows}) WHERE lower(sender) = $given
         OR list_contains(from_json(lower(participants), '[{"name": "VARCHAR"}]').list_transform(lambda p: p.name), $given)`,
      { given },
    );
    if (undirected > 0 && Number(found.rows[0]?.[0] ?? 0) === 0) {
      throw new AskerError(
        `${fileName}: nobody called “${overrides.page}” takes part in it. Those who take part most: ${people.map(({ name }) => name).join(', ')}.`,
      );
    }
    return { page: overrides.page, question: null, warnings: [] };
  }
  if (undirected === 0) return { page: null, question: null, warnings: [] };
  const everywhere = people.filter(({ chats }) => chats === allChats);
  const [only] = everywhere;
  if (only && everywhere.length === 1 && allChats > 1) {
    const words = `Messages by “${only.name}”, who takes part in every conversation, count as the team’s.`;
    return { page: only.name, question: null, warnings: [words] };
  }
  return { page: null, question: questionOf(people), warnings: [] };
}

function questionOf(people: readonly { readonly name: string }[]): Question {
  return {
    about: 'page',
    text: 'Which of those who take part is the page?',
    byOption: '--page',
    options: people
      .slice(0, MOST_OPTIONS)
      .map(({ name }) => ({ label: name, overrides: { page: name } })),
  };
}

const namesOf = (page: string | null): Params => ({
  page: page?.toLowerCase() ?? '',
  pageName: page ?? '',
});

async function tell(
  { staged, settings, select }: Previewing,
  page: string | null,
): Promise<PageMessages> {
  const messages = messagesSelect(`(${staged.rows})`);
  const names = namesOf(page);
  const pattern = settings.autoresponses.map((one) => `(?:${one})`).join('|');
  const isAutomatic =
    pattern === ''
      ? 'false'
      : `author_kind = 'agent' AND coalesce(regexp_matches(text, $pattern, 'i'), false)`;
  const bound = { ...names, ...(pattern !== '' && { pattern }) };
  const counted = await select(
    `SELECT count(DISTINCT conversation_ref), count(*), count(*) FILTER (author_kind = 'customer'), count(*) FILTER (${isAutomatic}),
       min(sent_at), max(sent_at) FROM (${messages})`,
    bound,
  );
  const [conversations, all, fromCustomers, automatic, from, to] = counted.rows[0] ?? [];
  const known = await select(
    `SELECT count(*) FILTER (is_known) FROM (${chatsKnown(messages)})`,
    names,
  );
  const agents = await select(
    `SELECT author, count(*) FROM (${messages}) WHERE author_kind = 'agent' AND author IS NOT NULL AND NOT (${isAutomatic})
     GROUP BY author ORDER BY 2 DESC, 1 LIMIT ${MOST_AGENTS}`,
    bound,
  );
  return {
    page,
    conversations: Number(conversations),
    known: Number(known.rows[0]?.[0] ?? 0),
    messages: Number(all),
    fromCustomers: Number(fromCustomers),
    automatic: Number(automatic),
    agents: agents.rows.map(([name, count]) => ({ name: String(name), messages: Number(count) })),
    from: typeof from === 'string' ? from : null,
    to: typeof to === 'string' ? to : null,
    invalid: await invalidOf(staged, select),
  };
}

async function invalidOf(
  { rows: staged }: StagedChats,
  select: Select,
): Promise<PageMessages['invalid']> {
  const { rows } = await select(`
    WITH read AS (${staged})
    SELECT reason, count(*) FROM (
      SELECT reason FROM read WHERE kind = 'invalid'
      UNION ALL
      SELECT 'its conversation has no id' FROM read m LEFT JOIN read c ON c.kind = 'chat' AND c.chat = m.chat
      WHERE m.kind = 'message' AND coalesce(c.chat_ref, m.chat_ref) IS NULL
    ) GROUP BY reason ORDER BY 2 DESC, 1`);
  return rows.map(([reason, count]) => ({ reason: String(reason), messages: Number(count) }));
}

async function sampleOf(
  { staged, select }: Previewing,
  page: string | null,
): Promise<ImportPreview['sample']> {
  const { rows } = await select(
    `SELECT conversation_ref, any_value(customer_name), any_value(author) FILTER (author_kind = 'agent'),
       strftime(min(sent_at), '%Y-%m-%d %H:%M'), strftime(max(sent_at), '%Y-%m-%d %H:%M'), count(*)
     FROM (${messagesSelect(`(${staged.rows})`)}) GROUP BY conversation_ref ORDER BY min(sent_at), 1 LIMIT ${SAMPLE_CHATS}`,
    namesOf(page),
  );
  return {
    columns: ['conversation', 'customer', 'agent', 'first message', 'last message', 'messages'],
    rows: rows.map((row) => row.map((cell) => (cell === null ? null : String(cell)))),
  };
}

function cutWarnings({ cutChats }: StagedChats): readonly string[] {
  if (cutChats === 0) return [];
  return [
    `${cutChats.toLocaleString('en')} ${cutChats === 1 ? 'conversation is' : 'conversations are'} incomplete: the dump says that more of their messages follow.`,
  ];
}
