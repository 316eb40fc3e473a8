import { contentStems, stem } from './words.ts';

const COURTESY = new Set(
  `thank thanks thankful sorry apologise apologize apologies apology regret unfortunately understand appreciate hello hi dear welcome regards kind sincerely best
  hesitate worry happy glad hope help helpful assist assistance question questions concern concerns need further reach contact contacting reaching inconvenience
  frustrating frustration frustrated disappointing upset annoying trouble patience let know feel free anything else here hear rest assured message writing day wish
  great look forward back soon experience situation case issue problem matter bringing attention feedback understandable absolutely completely fully truly
  make right always time step steps follow following way below guide information request details detail provide share kindly confused confusing worried anxious
  danke dank vielen entschuldigung entschuldigen leid tut verstehen verständnis gerne freundlichen grüßen gruß hallo guten tag frage fragen helfen hilfe melden
  gracias disculpe disculpas perdón entiendo entendemos lamento lamentamos saludos hola ayudar ayuda pregunta preguntas dudas cordial
  merci désolé désolés excuses comprends comprenons bonjour cordialement aider aide question questions`
    .split(/\s+/)
    .map(stem),
);

/** Whether a sentence is friendly and says nothing about the world: no source can be asked of it. */
export function isCourtesy(sentence: string): boolean {
  const stems = contentStems(sentence);
  const saying = stems.filter((one) => !COURTESY.has(one));
  if (/\?\s*$/.test(sentence)) return saying.length <= 8;
  return saying.length <= 1 || saying.length <= stems.length / 4;
}
