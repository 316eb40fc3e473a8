import type { QueryPlan } from '../analytics/query-plan.ts';
import type { Cell, Reply } from '../core/answer.ts';
import type { TeamSettings } from '../core/settings.ts';
import { composeDigest, type MetricTarget } from './compose-digest.ts';
import type { Digest, DigestSection, DigestSpec, SectionSpec } from './digest.ts';
import { comparePlan, movePlan } from './move-plan.ts';
import type { Slot } from './slots.ts';

/** A question of a digest, asked as of a slot; with a plan, that is answered and the question only stands above it. */
export type Inquiry = {
  readonly question: string;
  readonly plan: QueryPlan | null;
  /** ISO, UTC. */
  readonly now: string;
  readonly zone: string;
  /** Who reads it, where its channel was chosen in chat; null: the operator chose it, and answers for it. */
  readonly readers: Readers | null;
  readonly signal?: AbortSignal | undefined;
};

/** Whoever is in a channel, and who made the digest. */
export type Readers = { readonly channel: string; readonly owner: string };

export type Inquired = {
  readonly reply: Reply;
  readonly plan: QueryPlan | null;
  readonly keys: readonly (readonly Cell[])[];
};

export type BuildParts = {
  readonly ask: (inquiry: Inquiry) => Promise<Inquired>;
  readonly metrics: () => Promise<readonly MetricTarget[]>;
  readonly settings: TeamSettings;
};

export type Occasion = {
  readonly slot: Slot;
  readonly late: boolean;
  readonly signal?: AbortSignal | undefined;
};

/** Asks a digest's questions as of its slot, in its zone, and puts the answers together. */
export async function buildDigest(
  spec: DigestSpec,
  occasion: Occasion,
  parts: BuildParts,
): Promise<Digest> {
  const sections: DigestSection[] = [];
  // One after the other: people's questions go between them.
  for (const section of spec.sections) {
    occasion.signal?.throwIfAborted();
    sections.push(await answerSection(section, spec, occasion, parts));
  }
  const { slot, late } = occasion;
  return composeDigest(spec, sections, { slot, late, metrics: await parts.metrics() });
}

async function answerSection(
  section: SectionSpec,
  spec: DigestSpec,
  { slot, signal }: Occasion,
  { ask, settings }: BuildParts,
): Promise<DigestSection> {
  const { question } = section;
  const { zone, compare } = spec;
  const moment = { question, now: slot.at, zone, signal, readers: readersOf(spec) };
  const kept = section.plan && movePlan(section.plan, { now: slot.at, zone, settings });
  const first = kept
    ? await ask({ ...moment, plan: comparePlan(kept, compare) })
    : await ask({ ...moment, plan: null });
  const compared = first.plan && kept === null ? comparePlan(first.plan, compare) : first.plan;
  const { reply, plan, keys } =
    compared === first.plan ? first : await ask({ ...moment, plan: compared });
  return { title: section.title ?? capitalised(question), question, plan, keys, reply };
}

function readersOf({ judged, channel, owner }: DigestSpec): Readers | null {
  return judged && channel !== null && owner !== null ? { channel, owner } : null;
}

function capitalised(question: string): string {
  return question.charAt(0).toUpperCase() + question.slice(1);
}
