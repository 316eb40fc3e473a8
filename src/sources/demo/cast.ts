import { customerAt, type DemoCustomer } from './customers.ts';
import type { Issue } from './issues/issue.ts';
import { PIPELINES, type Pipeline } from './pipelines.ts';
import { Random } from './random.ts';
import { type AgentName, agentNamed, type DemoAgent, ON_LEAVE } from './team.ts';
import { isWithin, progressAt, type Timeline } from './timeline.ts';
import { type Choose, chooserFor, type Mood, moodOf, type Words, wordsFor } from './wording.ts';

const INCIDENT_TICKETS = 4.5;
const MANAGER_SHARE = 0.025;

/** Who meets about what, before anything is said. */
export type Cast = {
  readonly random: Random;
  readonly startedAt: number;
  readonly pipeline: Pipeline;
  readonly issue: Issue;
  readonly agent: DemoAgent;
  readonly customer: DemoCustomer;
  /** How the customer feels at the start, −1 to 1. */
  readonly sentiment: number;
  readonly mood: Mood;
  /** Caught up in the incident. */
  readonly hit: boolean;
  readonly words: Words;
  readonly choose: Choose;
};

export type Opening = {
  readonly kind: 'tickets' | 'chats';
  /** Counts the conversations of a kind from 0. */
  readonly nth: number;
  readonly startedAt: number;
  readonly customerIndex: number;
};

export function castConversation(seed: number, timeline: Timeline, opening: Opening): Cast {
  const { kind, nth, startedAt, customerIndex } = opening;
  const random = new Random(seed, kind === 'tickets' ? 1 : 2, nth);
  const incident = isWithin(timeline.incident, startedAt);
  const progress = progressAt(timeline, startedAt);
  const pipeline = random.weighted(
    PIPELINES,
    (each) =>
      each[kind] *
      (1 + (each.growth - 1) * progress) *
      (incident && each.technical ? INCIDENT_TICKETS : 1),
  );
  const issue = random.weighted(pipeline.issues, (each) => each.weight);
  const agent = drawAgent(pipeline, timeline, startedAt, random);
  const hit = incident && pipeline.technical;
  const customer = customerAt(seed, customerIndex);
  const sentiment = random.normal() * 0.32 + (hit ? -0.35 : 0.04);
  const number = nth * 2 + (kind === 'tickets' ? 0 : 1);
  return {
    random,
    startedAt,
    pipeline,
    issue,
    agent,
    customer,
    sentiment: Math.max(-1, Math.min(1, sentiment)),
    mood: moodOf(sentiment, random),
    hit,
    choose: chooserFor(random),
    words: wordsFor({ number, startedAt, customer }, random),
  };
}

/** Somebody of the pipeline's crew who is there, now and then the manager. */
export function drawAgent(
  pipeline: Pipeline,
  timeline: Timeline,
  at: number,
  random: Random,
): DemoAgent {
  if (random.chance(MANAGER_SHARE)) return agentNamed('Richie');
  const away = isWithin(timeline.leave, at);
  const crew = Object.keys(pipeline.crew) as AgentName[]; // the record's own keys are agents' names
  const there = crew.filter((name) => !(away && name === ON_LEAVE));
  return agentNamed(random.weighted(there, (name) => pipeline.crew[name] ?? 0));
}
