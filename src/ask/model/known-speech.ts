import { dictionaryWords, everydayWords, plainWords } from '../../core/plain-words.ts';
import type { Reader } from '../../store/database.ts';
import type { ReadContext } from '../read/context.ts';
import { loadNameWords } from './name-words.ts';
import { createSpeech, type Speech } from './speech.ts';

/** What may leave as it was typed, as the store is. */
export type SpeechAt = (context: ReadContext) => Promise<Speech>;

/** Names of the store are gathered once a data version, and never leave. */
export function createSpeechAt(db: Reader): SpeechAt {
  let known: { readonly version: number; readonly speech: Promise<Speech> } | null = null;
  return (context) => {
    const { version } = context.facts;
    if (known?.version !== version) {
      const names = loadNameWords(db, context.facts, context);
      const mine = { version, speech: names.then((held) => createSpeech(languageWords(), held)) };
      known = mine;
      mine.speech.catch(() => {
        if (known === mine) known = null; // whoever asked has the error; the next one tries again
      });
    }
    return known.speech;
  };
}

const languageWords = () => ({
  everyday: everydayWords(),
  plain: plainWords(),
  all: dictionaryWords(),
});
