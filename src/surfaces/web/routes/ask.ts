import { randomBytes } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { Turn } from '../../../bot/desk.ts';
import { plainText } from '../markup.ts';
import { LONGEST_QUESTION } from '../pages/composer.ts';
import { renderProblem } from '../pages/problem.ts';
import { renderThreadList } from '../pages/rail.ts';
import { renderTurn } from '../pages/turn.ts';
import type { Site } from '../parts.ts';
import { describeProblem } from '../problems.ts';
import { fieldOf, shellFor } from '../respond.ts';

/** Reading takes a few milliseconds; a question still unanswered after this is being run. */
const RUNNING_AFTER_MS = 80;
const THREAD_ID = /^[\w:.-]{1,80}$/;

type Asked = { readonly question: string; readonly threadId: string; readonly isEdit: boolean };

/** Questions: a form post that lands on the thread, or the same as a stream of states for a script. */
export function addAskRoutes(app: Hono, site: Site): void {
  app.post('/ask', async (c) => {
    const asked = readAsked(await c.req.parseBody());
    if (asked === null) return c.redirect('/', 303);
    if (c.req.header('Accept')?.includes('text/event-stream')) return streamTurn(c, site, asked);
    const turn = await ask(site, asked, c.req.raw.signal);
    return c.redirect(`/t/${asked.threadId}#turn-${turn.id}`, 303);
  });
}

function readAsked(form: Readonly<Record<string, unknown>>): Asked | null {
  const question = fieldOf(form, 'question').trim().slice(0, LONGEST_QUESTION);
  const thread = fieldOf(form, 'thread');
  if (question === '') return null;
  const isKnown = THREAD_ID.test(thread);
  return {
    question,
    threadId: isKnown ? thread : randomBytes(6).toString('hex'),
    isEdit: isKnown && fieldOf(form, 'edit') === '1',
  };
}

function ask({ desk }: Site, asked: Asked, signal: AbortSignal): Promise<Turn> {
  const { question, threadId, isEdit } = asked;
  const request = { question, threadId, signal };
  return isEdit ? desk.editLast(request) : desk.ask(request);
}

function streamTurn(c: Context, site: Site, asked: Asked): Response {
  return streamSSE(c, async (stream) => {
    const gone = new AbortController();
    stream.onAbort(() => gone.abort());
    await stream.writeSSE({ event: 'state', data: 'reading' });
    const running = setTimeout(
      () => void stream.writeSSE({ event: 'state', data: 'running' }),
      RUNNING_AFTER_MS,
    );
    try {
      const turn = await ask(site, asked, gone.signal);
      clearTimeout(running);
      await sendTurn(c, site, stream, asked.threadId, turn);
    } catch (error) {
      clearTimeout(running);
      if (gone.signal.aborted) return;
      const problem = describeProblem(error, site.logger);
      await stream.writeSSE({ event: 'failed', data: String(await renderProblem(problem)) });
    }
  });
}

async function sendTurn(
  c: Context,
  site: Site,
  stream: SSEStreamingApi,
  threadId: string,
  turn: Turn,
): Promise<void> {
  const shell = await shellFor(c, site);
  const place = { threadId, now: shell.now, zone: shell.zone, isLast: true };
  const message = {
    threadId,
    turn: String(await renderTurn(turn, place)),
    threads: String(await renderThreadList(shell, threadId)),
    spoken: spokenWords(turn),
  };
  await stream.writeSSE({ event: 'answer', data: JSON.stringify(message) });
}

/** The answer as it is read out, once and complete. */
function spokenWords({ reply }: Turn): string {
  if (reply.kind === 'answer') {
    return plainText(
      [reply.headline, ...reply.context, ...reply.highlights, ...reply.warnings].join(' '),
    );
  }
  const choices = reply.kind === 'clarify' ? reply.choices : reply.followUps;
  return plainText([reply.headline, ...choices.map(({ label }) => label)].join(' '));
}
