import { readSchedule, type ScheduleReading } from './read-schedule.ts';

/** What somebody wants done with the answer above, again and again. */
export type PostRequest = {
  /** As it was named; null: here. */
  readonly channel: string | null;
  /** The words that say when. */
  readonly when: string;
  readonly schedule: ScheduleReading;
};

const POSTS = 'post|send|share|publish|repeat|schedule|deliver';
/** Said of one answer as well: only a digest or a time of the day makes them about posting. */
const MAY_POST = 'show|give|tell|report|run|make|turn|put';
const THIS =
  'this(?: (?:answer|chart|table|report|figure|one|question))?|that|it|these|those|the (?:answer|chart|table|report|same)';
const OPENING = new RegExp(
  `^\\s*(?:(?:and|ok(?:ay)?|so|great|thanks|thank you|perfect|nice|please|pls|can you|could you|would you|i(?:['’]d| would) like you to|let['’]s)[,!.]?\\s+)*(?:please\\s+)?(?:(${POSTS})|${MAY_POST})\\s+(?:(?:me|us|everyone|the team)\\s+)?(?:${THIS})\\b`,
  'i',
);
const AS_DIGEST =
  /\b(?:(?:in)?to a|as a|a)\s+(?:(?:daily|weekly|monthly) )?(?:digest|report|post)\b/i;
const AT_A_TIME = /\bat (?:\d|noon|midday|midnight)/i;
const ALREADY_SAID = /\b(daily|weekly|monthly) (?:digest|report|post)\b/i;
const SLACK_CHANNEL = /(?:\b(?:in|to|into|on)\s+)?<#([CG][A-Z0-9]+)(?:\|[^>]*)?>/i;
const NAMED_CHANNEL = /(?:\b(?:in|to|into|on)\s+)?#([\p{L}\p{N}_-]+)/iu;
const HERE = /\b(?:(?:in|to|into)\s+)?(?:here|(?:this|the) (?:channel|thread))\b/i;
const TIMELY =
  /\b(?:every|each|daily|weekly|monthly|hourly|quarterly|yearly|week ?days?|weekends?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|at \d|first of|last day|noon|midnight|morning|evening)\b/i;

/** "post this every weekday at 9 in #support": null for whatever isn't about posting an answer again. */
export function readPostRequest(text: string): PostRequest | null {
  const opening = OPENING.exec(text);
  if (opening === null) return null;
  const said = text.slice(opening[0].length);
  const isPosting = opening[1] !== undefined || AS_DIGEST.test(said) || AT_A_TIME.test(said);
  if (!isPosting || !TIMELY.test(said)) return null;
  const channel = SLACK_CHANNEL.exec(said)?.[1] ?? NAMED_CHANNEL.exec(said)?.[1] ?? null;
  const how = ALREADY_SAID.exec(said)?.[1] ?? '';
  const when = `${how} ${said
    .replace(SLACK_CHANNEL, ' ')
    .replace(NAMED_CHANNEL, ' ')
    .replace(HERE, ' ')
    .replace(AS_DIGEST, ' ')}`
    .replaceAll(/\s+/g, ' ')
    .trim();
  return { channel, when, schedule: readSchedule(when) };
}
