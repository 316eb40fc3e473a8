import type { Clarify, Decline, FollowUp } from '../../core/answer.ts';
import type { AnswerContext } from './compose-input.ts';
import { suggestedQuestions } from './follow-ups.ts';
import { behindWords } from './system-words.ts';
import { capitalise } from './words.ts';

/** A plain no, with the nearest questions that can be answered; `text` says why, `instead` what would work. */
export function composeDecline(
  { text, instead }: { readonly text: string; readonly instead: readonly string[] },
  context: AnswerContext,
): Decline {
  const followUps =
    instead.length > 0
      ? instead.map((question) => ({ label: question, question }))
      : suggestedQuestions(context).slice(0, 3);
  const offer = followUps.length > 0 ? ' I can answer these:' : '';
  return {
    kind: 'decline',
    headline: `${sentence(text)}${offer}`,
    followUps,
    asOf: asOf(context),
  };
}

/** Nothing to answer from yet: where support systems are set up, how far they are read. */
export function composeEmptyStore(context: AnswerContext): Decline {
  const systems = context.facts.systems ?? [];
  const how = systems.flatMap((system) =>
    behindWords(system, { now: context.now, zone: context.settings.zone }),
  );
  return {
    kind: 'decline',
    headline:
      systems.length > 0
        ? ['There is no data yet.', ...how].join(' ')
        : 'There is no data yet. Import a file of tickets or chats, or load the demo data.',
    followUps: [],
    asOf: asOf(context),
  };
}

/** One short question back. */
export function composeClarify(
  { text, choices }: { readonly text: string; readonly choices: readonly FollowUp[] },
  context: AnswerContext,
): Clarify {
  return { kind: 'clarify', headline: capitalise(text), choices, asOf: asOf(context) };
}

/**
 * Up to when the support systems have all been read; without any, when the newest record is from; without one, when something was last
 * loaded, else now.
 */
export function asOf({ facts, now }: Pick<AnswerContext, 'facts' | 'now'>): string {
  const [readUntil] = (facts.systems ?? [])
    .flatMap((system) => (system.readUntil === null ? [] : [system.readUntil]))
    .toSorted();
  if (readUntil !== undefined) return readUntil;
  const loaded = facts.sources
    .map(({ loadedAt }) => loadedAt)
    .toSorted()
    .at(-1);
  return facts.newestAt ?? loaded ?? new Date(now).toISOString();
}

function sentence(text: string): string {
  const trimmed = capitalise(text.trim());
  return /[.!?:]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
