import { type Cast, drawAgent } from './cast.ts';
import { judge, type Rating, rate, satisfaction, UNRATED } from './feelings.ts';
import { categorise, identify, topicTag } from './filing.ts';
import type { AuthorKind, DemoChat, MessageRow } from './rows.ts';
import { BOT_NAME, type DemoAgent } from './team.ts';
import { progressAt, staffingAt, type Timeline } from './timeline.ts';
import { writeCanned, writeFollowUp, writeThanks } from './wording.ts';

const FIRST_CHAT_NUMBER = 1001;
/** Seconds a chatting customer is used to waiting for a person. */
const USUAL_WAIT_SECONDS = 75;

/** A chat on its way; seconds pass as people type. */
type Talk = {
  readonly cast: Cast;
  readonly timeline: Timeline;
  readonly messages: MessageRow[];
  readonly agents: DemoAgent[];
  botInvolved: boolean;
  missed: boolean;
  at: number;
};

/** One chat with its messages, as it stands at the end of the timeline. */
export function tellChat(cast: Cast, nth: number, timeline: Timeline): DemoChat {
  const { random, startedAt } = cast;
  const talk: Talk = {
    cast,
    timeline,
    messages: [],
    agents: [],
    botInvolved: random.chance(0.3 + 0.3 * progressAt(timeline, startedAt)),
    missed: false,
    at: startedAt,
  };
  open(talk);
  const settledByBot = talk.botInvolved && askBot(talk);
  if (!settledByBot) askPerson(talk);
  return foldChat(talk, `C${FIRST_CHAT_NUMBER + nth}`);
}

function open(talk: Talk): void {
  const { random, issue, words } = talk.cast;
  say(talk, 'customer', words(random.pick(issue.openings)));
  pause(talk, 12);
  say(talk, 'customer', words(`${random.pick(issue.details)} ${random.pick(issue.asks)}`));
}

/** Whether the bot's answer was enough. */
function askBot(talk: Talk): boolean {
  const { random, issue, words, hit } = talk.cast;
  pause(talk, 3);
  say(talk, 'bot', `Hi, I am ${BOT_NAME}. I am looking for an answer about ${issue.topics[0]}.`);
  pause(talk, 8);
  if (hit || !random.chance(0.42)) {
    say(talk, 'bot', 'I am handing you over to a colleague.');
    return false;
  }
  say(talk, 'bot', words(random.pick(issue.fixes)));
  pause(talk, 40);
  if (random.chance(0.6)) say(talk, 'customer', writeThanks(words, random));
  return true;
}

function askPerson(talk: Talk): void {
  const { random, agent, hit, startedAt } = talk.cast;
  if (!talk.botInvolved && random.chance(0.12)) {
    pause(talk, 2);
    say(talk, 'agent', writeCanned(random), 'automatic');
  }
  const staffing = staffingAt(talk.timeline, startedAt);
  const rush = hit ? 3.5 : staffing < 0.5 ? 1.8 : 1;
  const wait = Math.ceil(random.aroundMedian(45 * agent.pace * rush, 0.8));
  if (random.chance(missChance(staffing, rush)) || wait > 900) {
    talk.missed = true;
    talk.at += Math.min(wait + random.between(60, 400), 1500) * 1000;
    return;
  }
  talk.at += wait * 1000;
  talk.agents.push(agent);
  talkItOver(talk);
}

function missChance(staffing: number, rush: number): number {
  if (staffing < 0.1) return 0.34;
  return 0.025 * rush + (staffing < 0.5 ? 0.05 : 0);
}

function talkItOver(talk: Talk): void {
  const { random, issue, words, choose, pipeline, startedAt } = talk.cast;
  const rounds = 1 + (random.chance(0.55) ? 1 : 0) + (random.chance(0.2) ? 1 : 0);
  for (let round = 1; round <= rounds; round++) {
    const last = round === rounds;
    say(talk, 'agent', words(choose(last ? issue.fixes : issue.steps)));
    pause(talk, 55);
    if (last) break;
    say(talk, 'customer', writeFollowUp(words, choose));
    if (round === 1 && random.chance(0.17)) {
      const next = drawAgent(pipeline, talk.timeline, startedAt, random);
      if (next.name !== talk.cast.agent.name) transfer(talk, next);
    }
    pause(talk, 70 * talk.cast.agent.pace);
  }
  if (random.chance(0.45)) say(talk, 'customer', writeThanks(words, random));
}

function transfer(talk: Talk, next: DemoAgent): void {
  pause(talk, 20);
  say(talk, 'system', `${talk.cast.agent.name} transferred the chat to ${next.name}.`);
  talk.agents.push(next);
}

function pause(talk: Talk, medianSeconds: number): void {
  talk.at += Math.ceil(talk.cast.random.aroundMedian(medianSeconds, 0.7)) * 1000;
}

function say(
  talk: Talk,
  kind: AuthorKind,
  text: string,
  how: 'by hand' | 'automatic' = 'by hand',
): void {
  const agent = (talk.agents.at(-1) ?? talk.cast.agent).name;
  const author = { customer: talk.cast.customer.name, agent, bot: BOT_NAME, system: null }[kind];
  talk.messages.push({
    author_kind: kind,
    author,
    sent_at: talk.at,
    text,
    public: true,
    autoresponse: how === 'automatic',
  });
}

/** The chat as it stands once everything after the end is cut off. */
function foldChat(talk: Talk, number: string): DemoChat {
  const { cast, timeline } = talk;
  const { random, pipeline } = cast;
  const messages = talk.messages.filter((message) => message.sent_at <= timeline.end);
  const lastAt = messages.at(-1)?.sent_at ?? cast.startedAt;
  const endsAt = talk.at + random.between(5, 60) * 1000;
  const endedAt = endsAt <= timeline.end ? endsAt : null;
  const answeredAt = firstAnswer(messages);
  const agents = answeredAt === null ? [] : talk.agents;
  const felt = feeling(talk, answeredAt);
  const rated: Rating =
    felt === null || endedAt === null ? UNRATED : rate(cast, felt, endedAt, timeline.end, 'thumbs');
  return {
    kind: 'chat',
    messages,
    row: {
      source_id: number,
      agent: agents.at(-1)?.name ?? null,
      agents: agents.map(({ name }) => name),
      group: pipeline.group,
      pipeline: pipeline.name,
      ...categorise(cast, 0.04),
      channel: random.chance(0.8) ? 'chat' : 'messenger',
      ...identify(cast, 0.06),
      tags: tagsOf(talk),
      started_at: cast.startedAt,
      ended_at: endedAt,
      first_response_at: answeredAt,
      updated_at: Math.max(lastAt, endedAt ?? 0, rated.rated_at ?? 0),
      duration_seconds: endedAt === null ? null : (endedAt - cast.startedAt) / 1000,
      bot_involved: talk.botInvolved,
      transferred: agents.length > 1,
      missed: talk.missed && endedAt !== null,
      ...rated,
      ...judge(cast, felt),
    },
  };
}

function firstAnswer(messages: readonly MessageRow[]): number | null {
  const answer = messages.find((each) => each.author_kind === 'agent' && !each.autoresponse);
  return answer?.sent_at ?? null;
}

/** null: nobody answered, so there is nothing to think of it. */
function feeling(talk: Talk, answeredAt: number | null): number | null {
  const { cast } = talk;
  if (answeredAt !== null) {
    const slowness = (answeredAt - cast.startedAt) / 1000 / USUAL_WAIT_SECONDS;
    return satisfaction(cast, slowness, 0) + 0.35;
  }
  return talk.botInvolved && !talk.missed ? 4 + 0.6 * cast.sentiment : null;
}

function tagsOf({ cast, botInvolved, missed }: Talk): string[] {
  const { random, hit } = cast;
  const tags = new Set<string>();
  if (random.chance(0.4)) tags.add(topicTag(cast));
  if (hit && random.chance(0.7)) tags.add('incident');
  if (missed && random.chance(0.5)) tags.add('call-back');
  if (botInvolved && random.chance(0.2)) tags.add('bot-feedback');
  return [...tags];
}
