import type { Cast } from './cast.ts';
import { drawAgent } from './cast.ts';
import { foldTicket } from './fold-ticket.ts';
import type { Priority } from './pipelines.ts';
import type { DemoTicket } from './rows.ts';
import { CHANNELS, change, isAnswer, say, setStatus, type TicketThread } from './ticket-thread.ts';
import { afterWork, type Timeline } from './timeline.ts';
import {
  writeAcknowledgement,
  writeCanned,
  writeFirstReply,
  writeFollowUp,
  writeNote,
  writeOpening,
  writeReopening,
  writeThanks,
} from './wording.ts';

const FIRST_TICKET_NUMBER = 1001;
const DAY_MS = 86_400_000;
const CLOSES_AFTER_MS = 4 * DAY_MS;
const INCIDENT_SLOWDOWN = 3.2;

const URGENCY: Record<Priority, number> = { urgent: 0.3, high: 0.6, medium: 1, low: 1.6 };
/** One ticket with its messages and history, as it stands at the end of the timeline. */
export function tellTicket(cast: Cast, nth: number, timeline: Timeline): DemoTicket {
  const { random, pipeline } = cast;
  const priorities = Object.keys(URGENCY) as Priority[]; // the record's own keys are priorities
  const thread: TicketThread = {
    cast,
    timeline,
    number: String(FIRST_TICKET_NUMBER + nth),
    channel: random.weighted(CHANNELS, (each) => each.weight).name,
    priority: random.weighted(priorities, (each) => pipeline.priorities[each]),
    messages: [],
    changes: [],
    status: 'open',
    at: cast.startedAt,
  };
  const description = ask(thread);
  acknowledge(thread);
  if (random.chance(0.05)) handOver(thread);
  if (!isOverlooked(thread)) converse(thread);
  if (isForgotten(thread)) setAside(thread);
  else settle(thread);
  return foldTicket(thread, description);
}

function ask(thread: TicketThread): string {
  const { issue, mood, customer, random, words, startedAt } = thread.cast;
  const parts = {
    opening: words(random.pick(issue.openings)),
    detail: words(random.pick(issue.details)),
    ask: words(random.pick(issue.asks)),
  };
  const text = writeOpening(parts, mood, customer, random);
  say(thread, 'customer', text, startedAt);
  return text;
}

function acknowledge(thread: TicketThread): void {
  const { random, startedAt } = thread.cast;
  if (thread.channel === 'phone') return;
  const at = startedAt + random.between(4, 50) * 1000;
  const draw = random.next();
  if (draw < 0.55) {
    say(thread, 'system', writeAcknowledgement(`#${thread.number}`, random), at, 'automatic');
  } else if (draw < 0.67) {
    say(thread, 'agent', writeCanned(random), at, 'automatic');
  }
}

function handOver(thread: TicketThread): void {
  const { pipeline, random, startedAt, agent } = thread.cast;
  const before = drawAgent(pipeline, thread.timeline, startedAt, random);
  if (before.name === agent.name) return;
  const at = startedAt + random.between(60, 900) * 1000;
  change(thread, 'agent', before.name, agent.name, before.name, at);
}

/** Question and answer until the agent knows how to settle it. */
function converse(thread: TicketThread): void {
  const replies = replyCount(thread);
  thread.at = afterWork(thread.timeline, thread.at, firstAnswerSeconds(thread));
  for (let nth = 1; nth <= replies; nth++) {
    reply(thread, nth, replies);
    if (nth < replies) askBack(thread);
  }
}

function reply(thread: TicketThread, nth: number, last: number): void {
  const { random, issue, words, choose } = thread.cast;
  const phrase = choose(nth === last ? issue.fixes : issue.steps);
  if (nth === 1) {
    say(thread, 'agent', writeFirstReply(phrase, words, random), thread.at);
    if (random.chance(escalationChance(thread))) escalate(thread);
    return;
  }
  if (random.chance(0.15)) note(thread);
  say(thread, 'agent', words(phrase), thread.at);
}

/** The customer answers in their own time, and the agent's clock runs again. */
function askBack(thread: TicketThread): void {
  const { random, words, agent, choose } = thread.cast;
  if (random.chance(0.6)) setStatus(thread, 'pending', agent.name, thread.at);
  later(thread, random.aroundMedian(3.5, 1.1) * 3600);
  say(thread, 'customer', writeFollowUp(words, choose), thread.at);
  if (thread.status === 'pending') setStatus(thread, 'open', 'customer', thread.at);
  thread.at = afterWork(thread.timeline, thread.at, nextAnswerSeconds(thread));
}

function replyCount({ cast }: TicketThread): number {
  let replies = 1;
  const more = cast.pipeline.solveHours > 10 ? 0.5 : 0.38;
  while (replies < 3 && cast.random.chance(more)) replies++;
  return replies;
}

function firstAnswerSeconds({ cast, channel, priority }: TicketThread): number {
  const { random, pipeline, agent, hit } = cast;
  if (channel === 'phone') return random.aroundMedian(150, 0.6);
  const hours = pipeline.answerHours * URGENCY[priority] * agent.pace;
  return random.aroundMedian(hours, 0.75) * 3600 * (hit ? INCIDENT_SLOWDOWN : 1);
}

function nextAnswerSeconds({ cast, priority }: TicketThread): number {
  const { random, pipeline, agent, hit } = cast;
  const hours = pipeline.answerHours * 0.7 * URGENCY[priority] * agent.pace;
  return random.aroundMedian(hours, 0.8) * 3600 * (hit ? INCIDENT_SLOWDOWN : 1);
}

function note(thread: TicketThread): void {
  const { agent, random, choose } = thread.cast;
  thread.messages.push({
    author_kind: 'agent',
    author: agent.name,
    sent_at: thread.at - random.between(30, 240) * 1000,
    text: writeNote(choose),
    public: false,
    autoresponse: false,
  });
}

function escalationChance({ cast, priority }: TicketThread): number {
  if (cast.hit) return 0.2;
  return priority === 'urgent' ? 0.12 : cast.mood === 'angry' ? 0.15 : 0.03;
}

function escalate(thread: TicketThread): void {
  const at = thread.at + thread.cast.random.between(300, 3000) * 1000;
  thread.messages.push({
    author_kind: 'system',
    author: null,
    sent_at: at,
    text: `Escalated to the lead on duty by ${thread.cast.agent.name}.`,
    public: false,
    autoresponse: false,
  });
  if (thread.priority !== 'urgent') {
    change(thread, 'priority', thread.priority, 'urgent', thread.cast.agent.name, at);
  }
  thread.at = at;
}

/** Some tickets nobody has answered; older ones have nearly all been found. */
function isOverlooked({ cast, timeline }: TicketThread): boolean {
  const ageDays = (timeline.end - cast.startedAt) / DAY_MS;
  return cast.random.chance(ageDays < 12 ? 0.1 : 0.002);
}

/** Some tickets are never finished; old ones have mostly been cleared away. */
function isForgotten({ cast, timeline, messages }: TicketThread): boolean {
  if (!messages.some(isAnswer)) return true;
  const ageDays = (timeline.end - cast.startedAt) / DAY_MS;
  return cast.random.chance(ageDays < 45 ? 0.08 : 0.006);
}

/** Most of what is left lying waits for somebody else. */
function setAside(thread: TicketThread): void {
  const { random, agent } = thread.cast;
  if (!thread.messages.some(isAnswer) || !random.chance(0.6)) return;
  setStatus(thread, 'pending', agent.name, thread.at + random.between(60, 3000) * 1000);
}

function settle(thread: TicketThread): void {
  const { random, agent, words, pipeline } = thread.cast;
  const hours = pipeline.solveHours * URGENCY[thread.priority] * agent.pace;
  thread.at = afterWork(thread.timeline, thread.at, random.aroundMedian(hours * 0.5, 0.9) * 3600);
  setStatus(thread, 'solved', agent.name, thread.at);
  if (random.chance(pipeline.technical ? 0.1 : 0.055)) {
    reopen(thread);
  } else if (random.chance(0.28)) {
    say(
      thread,
      'customer',
      writeThanks(words, random),
      thread.at + random.between(300, 40_000) * 1000,
    );
  }
  if (random.chance(0.93)) setStatus(thread, 'closed', 'system', thread.at + CLOSES_AFTER_MS);
}

function reopen(thread: TicketThread): void {
  const { random, agent, words, issue, choose } = thread.cast;
  later(thread, Math.min(80, random.aroundMedian(18, 0.8)) * 3600);
  say(thread, 'customer', writeReopening(words, random), thread.at);
  setStatus(thread, 'open', 'customer', thread.at);
  thread.at = afterWork(thread.timeline, thread.at, nextAnswerSeconds(thread));
  say(thread, 'agent', words(choose(issue.fixes)), thread.at);
  later(thread, random.aroundMedian(2, 0.8) * 3600);
  setStatus(thread, 'solved', agent.name, thread.at);
}

function later(thread: TicketThread, seconds: number): void {
  thread.at += Math.ceil(seconds) * 1000;
}
