import { join } from 'node:path';
import type { App } from './app.ts';
import { readAnalysis } from './assist/analyse/read-analysis.ts';
import type { LanguageDetector } from './assist/classify/detect-language.ts';
import type { KnowledgeIndex } from './assist/knowledge/knowledge-index.ts';
import { createKnownNames } from './assist/redact/known-names.ts';
import { startAutoDrafts } from './assist/suggest/auto-drafts.ts';
import {
  createSuggestions,
  type ModelDrafter,
  type Mood,
} from './assist/suggest/create-suggestions.ts';
import {
  createModelDrafter,
  loadDraftPrompts,
} from './assist/suggest/model/create-model-drafter.ts';
import { moodFrom } from './assist/suggest/mood-from.ts';
import { suggestionPart } from './assist/suggest/suggestion-part.ts';
import type { Suggestions } from './assist/suggest/suggestions.ts';
import { loadTemplates, type TemplateBook } from './assist/suggest/write/templates.ts';
import { formatPercent } from './core/format.ts';
import type { Messenger } from './core/messenger.ts';
import type { TicketNotice, TicketPart } from './core/ticket-card.ts';
import type { LanguageModel } from './llm/language-model.ts';
import { createOnce } from './store/once.ts';
import { appendAudit } from './tickets/audit/audit-log.ts';
import { customerLine } from './tickets/card/customer-line.ts';
import { readCardTicket } from './tickets/card/read-ticket.ts';
import type { Escalations } from './tickets/escalate/escalations.ts';

/** Longer than drafting and a call to a chat platform are waited for. */
const LEASE_MS = 60_000;
const PROMPTS = join(import.meta.dirname, '..', 'prompts');

export type Suggesting = {
  readonly suggestions: Suggestions;
  readonly part: TicketPart;
  /** Drafts for new tickets, where that is set, and posts there, until disposed. */
  postBy(
    board: Pick<Messenger<TicketNotice>, 'post' | 'find'>,
    mayPost: (channel: string) => Promise<boolean>,
  ): AsyncDisposable | undefined;
};

/** Suggested replies over what is known, and their part of a ticket's card. `escalations` is asked for when one is pressed for. */
export async function joinSuggestions(
  app: App,
  {
    index,
    escalations,
  }: {
    readonly index: Pick<KnowledgeIndex, 'search'>;
    readonly escalations: () => Pick<Escalations, 'escalate'>;
  },
): Promise<Suggesting> {
  const { db, clock, outbox, syncing } = app;
  const templates = await loadTemplates(PROMPTS);
  const suggestions = createSuggestions({
    ...{ db, index, clock },
    templates,
    drafter: app.model && (await joinDrafter(app, app.model.model, templates)),
    moodOf: (id) => readMood(db, id),
    languageOf: createLanguageOf(),
    historyOf: async (ticketId) => customerLine(db, await readCardTicket(db, ticketId)),
    notes: {
      canWrite: (source) => syncing.sources.some(({ name }) => name === source),
      async add({ key, source, ticketRef, text, by }) {
        const change = {
          kind: 'add-note',
          text: `Draft of a reply, not sent yet:\n\n${text}`,
        } as const;
        await outbox.enqueue({ id: key, source, ticketRef, change, askedBy: by });
      },
    },
    // Not the text, nor why it was wrong: both may be about a customer.
    async audit(writer, { id, ticketId, kind, by, at, editShare, isWritten }) {
      await appendAudit(writer, {
        ...{ at, actor: by, ticketId, action: `draft ${kind}` },
        details: {
          id,
          ...(editShare !== null && editShare > 0 && { changed: formatPercent(editShare) }),
          ...(isWritten && { written: 'as an internal note' }),
        },
      });
    },
  });
  const part = suggestionPart({
    suggestions,
    clock,
    async escalate({ ticketId, ...call }) {
      await escalations().escalate(ticketId, call);
      return 'It is escalated: whoever is on call is told.';
    },
  });
  const { autoDrafts } = app.config;
  return {
    suggestions,
    part,
    postBy: (board, mayPost) =>
      autoDrafts === null
        ? undefined
        : startAutoDrafts({
            ...{ db, suggestions, board, mayPost, clock, logger: app.logger },
            readTicket: (id) => readCardTicket(db, id),
            once: createOnce({
              space: app.state.space('auto-draft-posts'),
              clock,
              leaseMs: LEASE_MS,
            }),
            space: app.state.space('auto-drafts'),
            settings: autoDrafts,
          }),
  };
}

async function joinDrafter(
  { db, settings }: App,
  model: LanguageModel,
  templates: TemplateBook,
): Promise<ModelDrafter> {
  return createModelDrafter({
    ...{ model, templates },
    prompts: await loadDraftPrompts(PROMPTS),
    knownNames: createKnownNames(db, settings.people),
  });
}

async function readMood(db: App['db'], id: string): Promise<Mood | null> {
  const analysis = await readAnalysis(db, { kind: 'ticket', id });
  return analysis && moodFrom(analysis);
}

/** The profiles of languages are loaded when they are first needed. */
function createLanguageOf(): (text: string) => Promise<string | null> {
  let opening: Promise<LanguageDetector> | undefined;
  return async (text) => {
    opening ??= import('./assist/classify/detect-language.ts').then(({ openLanguageDetector }) =>
      openLanguageDetector(),
    );
    return (await opening).detect(text);
  };
}
