import { z } from 'zod';
import type { Analyses } from '../../assist/analyse/analyses.ts';

/** What `deskhand analyze` needs, whether it has the store open or a service has. */
export type AnalysesAtHand = {
  readonly analyses: Pick<Analyses, 'find' | 'of' | 'run' | 'correct' | 'learn' | 'state'>;
  /** The team's. */
  readonly zone: string;
};

const words = z.string();
const ref = z.object({ kind: z.enum(['ticket', 'chat']), id: words });
const options = z.object({
  refs: z.array(ref).readonly().exactOptional(),
  isForced: z.boolean().exactOptional(),
});

/** What the command line asks of a service, each with what it asks it with. */
export const analysisAsked = z.union([
  z.object({ ask: z.literal('find'), of: z.tuple([words]) }),
  z.object({ ask: z.literal('of'), of: z.tuple([ref]) }),
  z.object({ ask: z.literal('run'), of: z.tuple([options]) }),
  z.object({ ask: z.literal('correct'), of: z.tuple([ref, z.record(words, words), words]) }),
  z.object({ ask: z.literal('learn') }),
  z.object({ ask: z.literal('state') }),
]);
export type AnalysisAsked = z.infer<typeof analysisAsked>;

/** The service's half: does what was asked for, to its end, whether or not whoever asked is still there. */
export function answerAnalysis(
  asked: AnalysisAsked,
  analyses: AnalysesAtHand['analyses'],
  signal: AbortSignal,
): Promise<unknown> {
  switch (asked.ask) {
    case 'find':
      return analyses.find(...asked.of);
    case 'of':
      return analyses.of(...asked.of);
    case 'run':
      return analyses.run(...asked.of, () => undefined, signal);
    case 'correct':
      return analyses.correct(...asked.of);
    case 'learn':
      return analyses.learn(signal);
    case 'state':
      return analyses.state();
  }
}

/** The command line's half: analyses that are asked for over `ask`, which gives what the service answered. */
export function analysesOver(
  ask: (asked: AnalysisAsked, signal?: AbortSignal) => Promise<unknown>,
): AnalysesAtHand['analyses'] {
  // The casts hold: the service of the same version answers with what its own analyses gave, which survives JSON.
  const over = <T>(asked: AnalysisAsked, signal?: AbortSignal): Promise<T> =>
    ask(asked, signal) as Promise<T>;
  return {
    find: (said) => over({ ask: 'find', of: [said] }),
    of: (one) => over({ ask: 'of', of: [one] }),
    run: ({ refs, isForced = false }, _onProgress, signal) =>
      over({ ask: 'run', of: [{ isForced, ...(refs && { refs }) }] }, signal),
    correct: (one, wishes, by) => over({ ask: 'correct', of: [one, { ...wishes }, by] }),
    learn: (signal) => over({ ask: 'learn' }, signal),
    state: () => over({ ask: 'state' }),
  };
}
