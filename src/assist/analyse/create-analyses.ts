import type { Clock } from '../../core/clock.ts';
import { AskerError } from '../../core/errors.ts';
import type { Precedence } from '../../core/precedence.ts';
import type { Database, Writer } from '../../store/database.ts';
import type { Analyses, AnalysisProgress, AnalysisRun, RunOptions } from './analyses.ts';
import type { TextAnalyser } from './analysis.ts';
import type { ConversationRef } from './conversation-ref.ts';
import { writeCorrection } from './correct.ts';
import { findConversation } from './find-conversation.ts';
import type { Lesson } from './learn.ts';
import { findOutlooks, writeOutlooks } from './outlook.ts';
import { type Analysis, readAnalysis } from './read-analysis.ts';
import type { Targets } from './read-candidates.ts';
import { type CorrectedValue, checkCorrections } from './read-correction.ts';
import { findPending, type Pending, type PendingText, readTexts } from './read-texts.ts';
import { startAnalysing } from './start-analysing.ts';
import type { Taxonomy } from './taxonomy.ts';
import { type AnalysedText, fillColumns, writeAnalyses } from './write-analyses.ts';

export type AnalysesParts = {
  readonly db: Database;
  readonly taxonomy: Taxonomy;
  /** Opened when the first text is looked at, and again after something was learned. */
  openAnalysers(): Promise<Analysers>;
  learn(signal: AbortSignal): Promise<Lesson>;
  readonly targets: Targets;
  readonly clock: Clock;
  /** Questions go first. */
  readonly precedence: Pick<Precedence, 'clear'>;
  readonly logger: {
    info(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
  /** Keeps what somebody put right in the log of what was done. */
  readonly audit: (writer: Writer, corrected: Corrected) => Promise<void>;
};

export type Analysers = {
  readonly local: TextAnalyser;
  /** For what began lately, or is asked for by number; null: there is none. */
  readonly model: TextAnalyser | null;
};

export type Corrected = ConversationRef & {
  readonly field: string;
  readonly value: CorrectedValue | null;
  readonly by: string;
  /** ISO UTC. */
  readonly at: string;
};

/** Written together: what is lost by a kill at any moment. */
const BATCH = 500;
/** Looked up together. */
const STRETCH = 20_000;
/** Those that are forced would be found again and again. */
const EVERY_ONE = 10_000_000;
const OUTLOOK_BATCH = 5_000;
const MAKES_WAY_MS = 2_000;

export function createAnalyses(parts: AnalysesParts): Analyses {
  const { db, taxonomy, clock } = parts;
  let running: AnalysisProgress | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  /** One run at a time: two would look at the same texts. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const own = turn.then(work, work);
    turn = own.catch(() => undefined);
    return own;
  };

  const analyses: Analyses = {
    taxonomy,
    of: (ref) => readAnalysis(db, ref),
    find: (words) => findConversation(db, words),
    run: (options, onProgress, signal) =>
      inTurn(async () => {
        try {
          return await runOnce(
            parts,
            options,
            (progress) => {
              running = progress;
              onProgress(progress);
            },
            signal,
          );
        } finally {
          running = null;
        }
      }),
    async correct(ref, wishes, by) {
      const before = await readAnalysis(db, ref);
      if (!before) throw new AskerError(NOT_ANALYSED);
      const at = new Date(clock.now()).toISOString();
      const corrections = checkCorrections(wishes, taxonomy, before.category);
      await db.write(async (writer) => {
        for (const { field, value } of corrections) {
          await writeCorrection(writer, { ...ref, field, value, was: before[field] }, { by, at });
          await parts.audit(writer, { ...ref, field, value, by, at });
        }
      });
      return (await readAnalysis(db, ref)) as Analysis; // it is there: corrections remove none
    },
    learn: (signal) => inTurn(() => parts.learn(signal)),
    async state() {
      const [{ rows }, { count }] = await Promise.all([
        db.read('SELECT count(*) FROM analyses WHERE analyser_version IS NOT NULL'),
        findPending(db, { versions: versionsOf(await parts.openAnalysers()), limit: 1 }),
      ]);
      return { analysed: Number(rows[0]?.[0] ?? 0), pending: count, running };
    },
    start: () =>
      startAnalysing(parts, {
        run: (signal) => analyses.run({}, () => undefined, signal),
        learn: analyses.learn,
        taxonomy,
      }),
  };
  return analyses;
}

const NOT_ANALYSED =
  'It has not been analysed yet: nobody has written anything in it, or “deskhand analyze” has not come to it.';

async function runOnce(
  parts: AnalysesParts,
  { refs, isForced = false }: RunOptions,
  onProgress: (progress: AnalysisProgress) => void,
  signal: AbortSignal,
): Promise<AnalysisRun> {
  const { db, precedence } = parts;
  const analysers = await parts.openAnalysers();
  const startedAt = performance.now();
  const by: Record<string, number> = {};
  let done = 0;
  /** What can't be read any more would be found again and again. */
  let isMoving = true;
  while (isMoving && !signal.aborted) {
    const found = await findPending(db, {
      versions: versionsOf(analysers),
      limit: isForced ? EVERY_ONE : STRETCH,
      refs,
      isForced,
    });
    const of = done + found.count;
    isMoving = false;
    for (let from = 0; from < found.pending.length && !signal.aborted; from += BATCH) {
      await precedence.clear(MAKES_WAY_MS);
      const batch = found.pending.slice(from, from + BATCH);
      const written = await analyseBatch(
        parts,
        { analysers, batch, isAsked: refs !== undefined },
        signal,
      ).catch((error: unknown) => {
        if (signal.aborted) return []; // stopped in the middle of it
        throw error;
      });
      for (const name of written) by[name] = (by[name] ?? 0) + 1;
      done += written.length;
      isMoving ||= written.length > 0 && !isForced;
      onProgress({ done, of, secondsLeft: secondsLeft(startedAt, done, of) });
    }
  }
  // Rows that a file replaced lost what was known of them.
  if (!signal.aborted) await refill(db);
  const lookedAt = signal.aborted ? 0 : await lookAhead(parts, signal);
  return {
    analysed: done,
    by,
    lookedAt,
    tookMs: performance.now() - startedAt,
    isStopped: signal.aborted,
  };
}

/** A model's analyses of what began longer ago would cost much and help nobody. */
const LATELY_MS = 7 * 86_400_000;

/** Gives the names of who analysed each. */
async function analyseBatch(
  { db, clock }: AnalysesParts,
  {
    analysers: { local, model },
    batch,
    isAsked,
  }: {
    readonly analysers: Analysers;
    readonly batch: readonly Pending[];
    readonly isAsked: boolean;
  },
  signal: AbortSignal,
): Promise<readonly string[]> {
  const texts = await readTexts(db, batch);
  const since = clock.now() - LATELY_MS;
  const byModel = model ? texts.filter((one) => isAsked || (one.beganAt ?? 0) >= since) : [];
  const byLocal = texts.filter((one) => !byModel.includes(one));
  const rows = [
    ...(model ? await analyseWith(model, byModel, signal) : []),
    ...(await analyseWith(local, byLocal, signal)),
  ];
  const at = new Date(clock.now()).toISOString();
  await db.write((writer) => writeAnalyses(writer, rows, at));
  return rows.map(({ by }) => by);
}

async function analyseWith(
  analyser: TextAnalyser,
  texts: readonly PendingText[],
  signal: AbortSignal,
): Promise<readonly AnalysedText[]> {
  const analysed = await analyser.analyse(
    texts.map(({ text }) => text),
    signal,
  );
  return texts.flatMap(({ text: _, ...one }, at) => {
    const its = analysed[at];
    return its ? [{ ...one, ...its }] : [];
  });
}

/** What either of them has analysed stands: a key that is set later has nothing done again. */
const versionsOf = ({ local, model }: Analysers): readonly string[] => [
  local.version,
  ...(model ? [model.version] : []),
];

async function refill(db: Database): Promise<void> {
  const { rows } = await db.read(
    `SELECT 1 FROM tickets t JOIN analyses a ON a.kind = 'ticket' AND a.conversation_id = t.id WHERE t.analysis_confidence IS NULL
     UNION ALL SELECT 1 FROM chats c JOIN analyses a ON a.kind = 'chat' AND a.conversation_id = c.id WHERE c.analysis_confidence IS NULL LIMIT 1`,
  );
  if (rows.length > 0) await db.write((writer) => fillColumns(writer, null));
}

async function lookAhead(
  { db, clock, targets, precedence }: AnalysesParts,
  signal: AbortSignal,
): Promise<number> {
  await precedence.clear(MAKES_WAY_MS);
  const outlooks = await findOutlooks(db, { now: clock.now(), targets });
  const at = new Date(clock.now()).toISOString();
  let written = 0;
  for (let from = 0; from < outlooks.length && !signal.aborted; from += OUTLOOK_BATCH) {
    await precedence.clear(MAKES_WAY_MS);
    const batch = outlooks.slice(from, from + OUTLOOK_BATCH);
    await db.write((writer) => writeOutlooks(writer, batch, at));
    written += batch.length;
  }
  return written;
}

function secondsLeft(startedAt: number, done: number, of: number): number | null {
  if (done === 0) return null;
  const seconds = (performance.now() - startedAt) / 1000;
  return Math.max(0, ((of - done) * seconds) / done);
}
