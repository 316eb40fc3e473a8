import type { DemoCustomer } from './customers.ts';
import type { Random } from './random.ts';

const SLOT = /\{(\w+)\}/g;
const DAY_MS = 86_400_000;

const PRODUCTS =
  'Harbor desk lamp,Kestrel backpack,Lumen espresso machine,Alder office chair,Pebble speaker,Meadow water filter,Summit rain jacket,Onyx keyboard,Tidal headphones,Cedar bookshelf,Ember kettle,Flint bike light,Nimbus router,Opal monitor,Willow stroller,Granite pan set,Falcon drone,Velvet duvet,Raven e-reader,Spruce standing desk'.split(
    ',',
  );
const ERRORS =
  'ERR-4017,ERR-5003,ERR-2210,E_TIMEOUT,E_DECLINED,HTTP 502,HTTP 504,HTTP 429,code 51,code 0x80A1,AUTH-113,SYNC-77,PAY-309,"unexpected token","session expired"'.split(
    ',',
  );
const CARRIERS = 'Northline,ParcelJet,Bluebird Express,Corvus Freight,Swiftway'.split(',');
const CITIES =
  'Halifax,Lisbon,Rotterdam,Leeds,Gdansk,Porto,Malmo,Ghent,Turin,Galway,Tartu,Graz,Aarhus,Nantes,Bilbao,Bristol'.split(
    ',',
  );
const BROWSERS = 'Firefox 138,Chrome 141,Safari 19,Edge 140,the Android app,the iPhone app'.split(
  ',',
);
const PLANS = 'Starter,Team,Business,Enterprise'.split(',');
const APPS = 'Tallybook,Shipyard,Formwise,Clockwork,Stockroom,Harborline'.split(',');
const MONTHS =
  'January,February,March,April,May,June,July,August,September,October,November,December'.split(
    ',',
  );

export type Mood = 'angry' | 'frustrated' | 'worried' | 'neutral' | 'grateful';

const GREETINGS = ['Hello,', 'Hi,', 'Hi there,', 'Good morning,', 'Dear support team,', 'Hey,', ''];
const CLOSINGS = ['Thanks,', 'Best regards,', 'Kind regards,', 'Thank you,', 'Regards,', ''];
const MOOD_PHRASES: Record<Mood, readonly string[]> = {
  angry: [
    'This is unacceptable and I am close to taking my business elsewhere.',
    'I am really angry about how this goes.',
    'Nobody seems to care, and I have had enough.',
    'If this is not settled today I will cancel everything.',
  ],
  frustrated: [
    'This is frustrating, it is not the first time.',
    'I have already lost half a day with this.',
    'Honestly I expected better.',
    'It keeps happening and it is annoying.',
  ],
  worried: [
    'I am a bit worried because we depend on it.',
    'I am not sure whether I did something wrong.',
    'We have a deadline coming up and I am getting nervous.',
    'I hope nothing is lost.',
  ],
  neutral: ['', '', 'Let me know if you need anything else from me.', 'I can send a screenshot.'],
  grateful: [
    'Everything else has been great so far.',
    'Your help last time was excellent, thank you.',
    'We love the product, by the way.',
    'No hurry, and thanks for looking into it.',
  ],
};

/** Picks a phrase that has not been used in this conversation, as long as there is one. */
export type Choose = (phrases: readonly string[]) => string;

export function chooserFor(random: Random): Choose {
  const used = new Set<string>();
  return (phrases) => {
    const fresh = phrases.filter((phrase) => !used.has(phrase));
    const chosen = random.pick(fresh.length > 0 ? fresh : phrases);
    used.add(chosen);
    return chosen;
  };
}

/** Fills phrases for one conversation: a slot keeps the value it was first given. */
export type Words = (phrase: string) => string;

export type Subject = {
  /** Different for every conversation. */
  readonly number: number;
  readonly startedAt: number;
  readonly customer: DemoCustomer;
};

export function wordsFor(subject: Subject, random: Random): Words {
  const filled = new Map<string, string>();
  const slot = (_: string, name: string): string => {
    let value = filled.get(name);
    if (value === undefined) {
      value = slotValue(name, subject, random);
      filled.set(name, value);
    }
    return value;
  };
  return (phrase) => phrase.replace(SLOT, slot);
}

function slotValue(name: string, { number, startedAt, customer }: Subject, random: Random): string {
  switch (name) {
    case 'order':
      return String(reference(number, 48_271));
    case 'invoice':
      return `INV-${reference(number, 69_621)}`;
    case 'request':
      return `REQ-${reference(number, 16_807)}`;
    case 'account':
      return customer.account;
    case 'name':
      return customer.firstName;
    case 'amount':
      return `€${random.between(8, 890)}.${String(random.between(0, 99)).padStart(2, '0')}`;
    case 'count':
      return String(random.between(3, 60));
    case 'date':
      return dayBefore(startedAt, random.between(1, 12));
    default:
      return random.pick(SLOT_WORDS[name] ?? ['it']);
  }
}

const SLOT_WORDS: Readonly<Record<string, readonly string[]>> = {
  product: PRODUCTS,
  error: ERRORS,
  carrier: CARRIERS,
  city: CITIES,
  browser: BROWSERS,
  plan: PLANS,
  app: APPS,
};

/** Spreads numbers over nine digits without meeting: the modulus is prime. */
function reference(number: number, step: number): number {
  return 100_000_000 + (((number + 1) * step) % 899_999_963);
}

function dayBefore(at: number, days: number): string {
  const day = new Date(at - days * DAY_MS);
  return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]}`;
}

/** A customer's first message. */
export function writeOpening(
  parts: { readonly opening: string; readonly detail: string; readonly ask: string },
  mood: Mood,
  customer: DemoCustomer,
  random: Random,
): string {
  const sentences = [parts.opening, parts.detail, random.pick(MOOD_PHRASES[mood]), parts.ask];
  const body = sentences.filter((sentence) => sentence !== '').join(' ');
  const greeting = random.pick(GREETINGS);
  const closing = random.pick(CLOSINGS);
  const signature = random.chance(0.5) ? customer.name : customer.firstName;
  return [greeting, body, `${closing} ${signature}`.trim()].filter(Boolean).join(' ');
}

export function moodOf(sentiment: number, random: Random): Mood {
  if (sentiment < -0.6) return 'angry';
  if (sentiment < -0.3) return 'frustrated';
  if (sentiment < -0.05) return random.chance(0.4) ? 'worried' : 'neutral';
  return sentiment > 0.3 ? 'grateful' : 'neutral';
}

const COMMENTS: readonly (readonly string[])[] = [
  ['Took far too long.', 'Nobody read what I wrote.', 'Still not solved.', 'Very disappointing.'],
  ['Too slow.', 'I had to explain everything twice.', 'Not what I hoped for.'],
  ['It was okay.', 'Solved in the end.', 'Friendly, but slow.'],
  ['Good help, thank you.', 'Quick and to the point.', 'Solved on the same day.'],
  ['Excellent!', 'Super quick and very kind.', 'Best support I have had.', 'Perfect, thank you!'],
];

/** A comment that fits a score of 1–5. */
export function writeComment(score: number, agent: string | null, random: Random): string {
  const comment = random.pick(COMMENTS[score - 1] ?? ['']);
  if (agent === null || !random.chance(0.3)) return comment;
  return score >= 4 ? `${comment} ${agent} was great.` : `${comment} ${agent} seemed rushed.`;
}

const FOLLOW_UPS: readonly string[] = [
  'Thanks for the quick answer. I tried that and it did not help.',
  'Here is what you asked for: it began on {date}.',
  'Any news on this?',
  'I am still waiting for an answer, it has been some time.',
  'One more thing: a colleague in {city} sees the same.',
  'To be precise, it is about {amount}.',
  'I checked again and nothing has changed.',
  'Yes, that is right. Please go ahead.',
  'I have attached a screenshot, the reference is {request}.',
  'Could you tell me how long it will take?',
];
const THANKS: readonly string[] = [
  'That did it, thank you!',
  'Works now. Thanks, {name}',
  'Perfect, I appreciate the help.',
  'Great, you can close this.',
];
const RETURNS_OF_TROUBLE: readonly string[] = [
  'Sorry, it is back: the same as before.',
  'It worked for a day and now I see {error} again.',
  'I have to open this again, nothing has arrived.',
];

export function writeFollowUp(words: Words, choose: Choose): string {
  return words(choose(FOLLOW_UPS));
}

export function writeThanks(words: Words, random: Random): string {
  return words(random.pick(THANKS));
}

export function writeReopening(words: Words, random: Random): string {
  return words(random.pick(RETURNS_OF_TROUBLE));
}

const REPLY_OPENINGS: readonly string[] = [
  'Hi {name}, thank you for writing to us.',
  'Hello {name}, thanks for the details.',
  'Hi {name}, I am sorry for the trouble.',
  'Good day {name}, I am looking after this for you.',
];

export function writeFirstReply(step: string, words: Words, random: Random): string {
  return `${words(random.pick(REPLY_OPENINGS))} ${words(step)}`;
}

const ACKNOWLEDGEMENTS: readonly string[] = [
  'We have received your request {ticket} and will get back to you as soon as possible.',
  'Thank you, we have received your request. Your number is {ticket}; please keep it in the subject line.',
];
const CANNED: readonly string[] = [
  '*977# Thank you for your message! Our team answers within a few hours.',
  '*977# Hi, we are with other customers right now and will be with you shortly.',
];

export function writeAcknowledgement(ticket: string, random: Random): string {
  return random.pick(ACKNOWLEDGEMENTS).replace('{ticket}', ticket);
}

const NOTES: readonly string[] = [
  'Checked the account, all looks in order.',
  'Asked a colleague to double-check.',
  'Same as a case from last month, see the notes there.',
  'Called the partner, they will answer today.',
  'Customer has been with us for years, please take care.',
];

export function writeNote(choose: Choose): string {
  return choose(NOTES);
}

export function writeCanned(random: Random): string {
  return random.pick(CANNED);
}
