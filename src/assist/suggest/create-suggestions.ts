import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { AskerError } from '../../core/errors.ts';
import type { Database, Writer } from '../../store/database.ts';
import type { Hit, KnowledgeIndex } from '../knowledge/knowledge-index.ts';
import { editShare } from './edit-share.ts';
import { findSources, idOfBase } from './find-sources.ts';
import { createGroundingCheck } from './grounding/check-grounding.ts';
import { kinOf } from './judge/confidence.ts';
import { judgeDraft } from './judge/judge-draft.ts';
import {
  findLatest,
  findSuggestion,
  insertSuggestion,
  type Made,
  readMade,
  writeOutcome,
} from './store/draft-rows.ts';
import { readTicketToAnswer, type TicketToAnswer } from './store/read-request.ts';
import { readPastTickets } from './store/read-similar.ts';
import type { Draft, DraftOutcome, Suggestion } from './suggestion.ts';
import type { Done, Suggestions, SuggestOptions } from './suggestions.ts';
import { draftText } from './write/draft-text.ts';
import { numberSources } from './write/number-sources.ts';
import type { TemplateBook, Tone } from './write/templates.ts';
import { type Found, type WrittenDraft, writeExtract } from './write/write-extract.ts';

/** What a ticket's words were found to say. */
export type Mood = {
  readonly category: string | null;
  readonly emotion: string | null;
  readonly language: string | null;
};

/** Writes a draft with a model; null: it has none to offer, and why in words. */
export interface ModelDrafter {
  write(
    ticket: TicketToAnswer,
    found: Found,
    options: {
      readonly tone: Tone;
      readonly language: string;
      readonly sourceLanguage: string;
      readonly by: string;
      readonly signal?: AbortSignal;
    },
  ): Promise<{ readonly draft: WrittenDraft | null; readonly shortfall: string | null }>;
}

export type SuggestionsParts = {
  readonly db: Database;
  readonly index: Pick<KnowledgeIndex, 'search'>;
  readonly templates: TemplateBook;
  readonly clock: Clock;
  /** null: without one, replies are put together from what is there. */
  readonly drafter: ModelDrafter | null;
  /** null: nobody has looked at the ticket. */
  readonly moodOf: (ticketId: string) => Promise<Mood | null>;
  /** ISO 639-1; null: too little to tell. */
  readonly languageOf: (text: string) => Promise<string | null>;
  /** The customer's contacts in one line; null: nobody knows who it is. */
  readonly historyOf: (ticketId: string) => Promise<string | null>;
  readonly notes: {
    /** Whether its support system is connected. */
    canWrite(source: string): boolean;
    /** Has a note written to a ticket, once for a key. */
    add(note: {
      readonly key: string;
      readonly source: string;
      readonly ticketRef: string;
      readonly text: string;
      readonly by: string;
    }): Promise<void>;
  };
  /** Has the log tell what became of a draft, in the transaction that keeps it; absent: there is none. */
  readonly audit?: (
    writer: Writer,
    told: Readonly<Record<'id' | 'ticketId' | 'by' | 'at', string>> & {
      readonly kind: DraftOutcome;
      readonly editShare: number | null;
      /** Whether it goes to the ticket as an internal note. */
      readonly isWritten: boolean;
    },
  ) => Promise<void>;
};

const USUAL_LANGUAGE = 'en';

export function createSuggestions(parts: SuggestionsParts): Suggestions {
  const { db, index, clock } = parts;
  const nowIso = () => new Date(clock.now()).toISOString();

  const get = async (id: string): Promise<Suggestion> => {
    const found = await findSuggestion(db, id);
    if (!found) throw new AskerError('That draft is gone. Ask for a new one.');
    return found;
  };

  const suggest: Suggestions['suggest'] = async (words, options) => {
    const { by, isAnother = false, isAutomatic = false, signal } = options;
    const id = options.key ?? randomUUID();
    const made = options.key === undefined ? null : await findSuggestion(db, id);
    if (made) return made;
    const read = await readTicketToAnswer(db, words);
    const ticket = await withMood(read, parts);
    const before = await readMade(db, ticket.ticketId);
    const tone = toneOf(options, before);
    const { hits, shortfalls } = await findSources(index, {
      query: ticket.text,
      about: [ticket.ticketId],
      audience: 'public',
      without: [ticket.ticketId, ...passedOver(before, { isAnother, tone })],
      ...(signal && { signal }),
    });
    if (isAnother && hits.length === 0)
      throw new AskerError('There is nothing else to make another one of.');
    const { similar, customerNames } = await readPastTickets(db, hits);
    const drafted = await write(ticket, { hits, customerNames }, { tone, by, signal }, parts);
    const suggestion: Suggestion = {
      id,
      ticketId: ticket.ticketId,
      ticketRef: ticket.ref,
      subject: ticket.subject,
      madeAt: nowIso(),
      madeFor: by,
      draft: drafted.draft && numberSources(drafted.draft),
      similar,
      history: await parts.historyOf(ticket.ticketId),
      warnings: [...shortfalls, ...drafted.warnings],
      outcome: null,
    };
    const base = drafted.draft && baseOf(drafted.draft, hits);
    const bases = base ? [idOfBase(base)] : [];
    await db.write((writer) => insertSuggestion(writer, suggestion, { isAutomatic, bases }));
    return get(id);
  };

  const keepOutcome = (
    id: string,
    outcome: Parameters<typeof writeOutcome>[2],
    isWritten: boolean,
  ): Promise<void> =>
    db.write(async (writer) => {
      const ticketId = await writeOutcome(writer, id, outcome);
      if (ticketId === null) return;
      const { kind, by, at, editShare } = outcome;
      await parts.audit?.(writer, { id, ticketId, kind, by, at, editShare, isWritten });
    });

  return {
    suggest,
    get,
    latest: (ticketId) => findLatest(db, ticketId),
    async use(id, { by, text }): Promise<Done> {
      const suggestion = await get(id);
      if (!suggestion.draft) throw new AskerError('There is no reply to use.');
      if (suggestion.outcome?.kind === 'rejected')
        throw new AskerError('Somebody said that this draft is wrong. Ask for another one.');
      if (suggestion.outcome) return { suggestion, words: 'It was used already.' };
      const before = draftText(suggestion.draft);
      const after = (text ?? before).trim();
      if (after === '') throw new AskerError('An empty reply can’t be used.');
      const share = editShare(before, after);
      const { source, ref } = await readTicketToAnswer(db, suggestion.ticketId);
      const isWritten = parts.notes.canWrite(source);
      if (isWritten)
        await parts.notes.add({ key: `draft:${id}`, source, ticketRef: ref, text: after, by });
      const kind = share === 0 ? 'used' : 'edited';
      const at = nowIso();
      await keepOutcome(
        id,
        { kind, by, at, sentText: after, editShare: share, reason: null },
        isWritten,
      );
      return {
        suggestion: await get(id),
        words: isWritten
          ? `It is on its way to ticket ${suggestion.ticketRef} as an internal note.`
          : `Nothing was written: ${source} is not connected. Copy the reply from here.`,
      };
    },
    async reject(id, { by, reason }): Promise<Done> {
      await get(id);
      const at = nowIso();
      const why = reason.trim() === '' ? null : reason.trim();
      await keepOutcome(
        id,
        { kind: 'rejected', by, at, sentText: null, editShare: null, reason: why },
        false,
      );
      return {
        suggestion: await get(id),
        words: 'Thank you. It counts as wrong, and the next draft is made of something else.',
      };
    },
  };
}

/** As it was asked for; another one is said as the one before. */
function toneOf({ tone, isAnother = false }: SuggestOptions, made: readonly Made[]): Tone {
  return tone ?? (isAnother ? made[0]?.tone : undefined) ?? 'usual';
}

/** What a draft isn't made of: all that was shown, where another one is asked for; what came before the newest, where only its tone changes; else what was wrong. */
function passedOver(
  made: readonly Made[],
  { isAnother, tone }: { readonly isAnother: boolean; readonly tone: Tone },
): readonly string[] {
  const kept = made[0]?.isRejected === false ? made[0].base : null;
  return made
    .filter(
      ({ isRejected, base }) => isRejected || isAnother || (tone !== 'usual' && base !== kept),
    )
    .map(({ base }) => base);
}

async function withMood(
  ticket: TicketToAnswer,
  { moodOf, languageOf }: SuggestionsParts,
): Promise<TicketToAnswer> {
  const mood = await moodOf(ticket.ticketId);
  return {
    ...ticket,
    category: (mood?.category ?? ticket.category)?.toLowerCase() ?? null,
    emotion: mood?.emotion ?? ticket.emotion,
    language: mood?.language ?? (await languageOf(ticket.text)),
  };
}

/** By the model where there is one and it does; else out of what is there. Every way passes the same check. */
async function write(
  ticket: TicketToAnswer,
  found: Found,
  {
    tone,
    by,
    signal,
  }: { readonly tone: Tone; readonly by: string; readonly signal: AbortSignal | undefined },
  { drafter, templates, languageOf, clock }: SuggestionsParts,
): Promise<{ readonly draft: Draft | null; readonly warnings: readonly string[] }> {
  const sourceLanguage = (await languageOf(sourceText(found.hits))) ?? USUAL_LANGUAGE;
  const judged = (written: WrittenDraft): Draft => {
    const check = createGroundingCheck({
      sources: written.sources,
      ticketText: ticket.text,
      names: [ticket.customerName ?? ''],
      language: written.language,
      isTranslated: written.language !== sourceLanguage,
    });
    return judgeDraft(written, {
      question: ticket.text,
      hits: basis(written, found.hits),
      // Small talk is the templates', and nobody's claim.
      sourceLanguage,
      problems: check(written.sentences).filter(
        ({ sentence }) => written.sentences[sentence]?.role !== 'courtesy',
      ),
      language: ticket.language,
      now: clock.now(),
    });
  };
  const modelled = drafter
    ? await drafter.write(ticket, found, {
        ...{ tone, by, sourceLanguage, language: ticket.language ?? USUAL_LANGUAGE },
        ...(signal && { signal }),
      })
    : { draft: null, shortfall: null };
  const warnings = modelled.shortfall === null ? [] : [modelled.shortfall];
  if (modelled.draft) return { draft: judged(modelled.draft), warnings };
  const extract = writeExtract(ticket, found, { templates, tone, sourceLanguage });
  return { draft: extract && judged(extract), warnings };
}

function sourceText(hits: readonly Hit[]): string {
  const [best] = hits;
  return best ? (best.passage.answer ?? best.passage.text) : '';
}

/** What the first statement stands on: how sure a draft is goes by it, and “another” is made of something else. */
function baseOf({ sentences }: Pick<Draft, 'sentences'>, hits: readonly Hit[]): Hit | undefined {
  const mark = sentences.flatMap(({ marks }) => marks)[0];
  return hits[Number(mark?.slice(1)) - 1];
}

function basis(written: WrittenDraft, hits: readonly Hit[]): readonly Hit[] {
  const base = baseOf(written, hits) ?? hits[0];
  return base ? kinOf(base, hits) : [];
}
