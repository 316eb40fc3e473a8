import type { StandInAnswer } from '../kit/stand-in.ts';
import { messageAnswer, pageAnswer, problem, threadAnswer } from './answers.ts';
import { checked, queryOf, type Route } from './route.ts';
import { messagesQuery, threadsQuery } from './rules.ts';

export function answerThreads(of: Route): StandInAnswer {
  const [, , threadId, what, messageId, original] = of.path.split('/');
  if (threadId === undefined) return listThreads(of);
  const thread = of.account.threads.get(threadId);
  if (!thread || what !== 'messages') return problem(404, 'no such thread');
  if (messageId === undefined) return listMessages(of, thread.id);
  const message = thread.messages.find(({ id }) => id === messageId);
  if (!message || original !== 'original-content') return problem(404, 'no such message');
  return { body: { text: message.text, richText: `<p>${message.text}</p>` } };
}

function listThreads({ request, account }: Route): StandInAnswer {
  const given = checked(threadsQuery, queryOf(request));
  if ('refused' in given) return { ...given.refused, status: 422 };
  const { limit, after, latestMessageTimestampAfter: since = '1970-01-01T00:00:00Z' } = given.value;
  const [afterAt, afterId] = after === undefined ? [0, ''] : place(after);
  const found = [...account.threads.values()]
    .filter(({ latestAt, id }) =>
      latestAt === afterAt ? id > afterId : latestAt > Math.max(afterAt, Date.parse(since) - 1),
    )
    .sort((a, b) => a.latestAt - b.latestAt || (a.id < b.id ? -1 : 1));
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const next = last && found.length > limit ? cursor(`${last.latestAt} ${last.id}`) : null;
  const hasAssociation = given.value.association === 'TICKET';
  return pageAnswer(
    request,
    page.map((thread) => threadAnswer(thread, hasAssociation)),
    next,
  );
}

function listMessages({ request, account }: Route, threadId: string): StandInAnswer {
  const given = checked(messagesQuery, queryOf(request));
  if ('refused' in given) return given.refused;
  const { limit, after, sort } = given.value;
  const kept = account.threads.get(threadId)?.messages ?? [];
  const all = sort === 'createdAt' ? kept : [...kept].reverse();
  const from = after === undefined ? 0 : Number(Buffer.from(after, 'base64').toString());
  const page = all.slice(from, from + limit);
  return pageAnswer(
    request,
    page.map((message) => messageAnswer(threadId, message)),
    from + limit < all.length ? cursor(String(from + limit)) : null,
  );
}

const cursor = (text: string): string => Buffer.from(text).toString('base64');

function place(after: string): readonly [number, string] {
  const [at = '0', id = ''] = Buffer.from(after, 'base64').toString().split(' ');
  return [Number(at), id];
}
