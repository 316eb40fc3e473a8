import { stem, wordsOf } from '../../../src/assist/knowledge/lexical/terms.ts';
import type { EmbeddingOutcome, LanguageModel } from '../../../src/llm/language-model.ts';
import { unitVector } from '../../../src/llm/unit-vector.ts';

const DIMENSIONS = 64;

/** Vectors by the words of a text, so that texts with words in common are alike. Keeps what it was sent. */
export class FakeEmbedder implements Pick<LanguageModel, 'embed'> {
  readonly sent: string[] = [];
  outage: string | null = null;

  async embed(texts: readonly string[]): Promise<EmbeddingOutcome> {
    this.sent.push(...texts);
    if (this.outage) return { kind: 'unavailable', why: 'down', message: this.outage };
    return { kind: 'vectors', vectors: texts.map(vectorOf), space: 'fake/64' };
  }
}

function vectorOf(text: string): Float32Array {
  const values = new Array<number>(DIMENSIONS).fill(0.01);
  for (const word of wordsOf(text)) {
    let at = 7;
    for (const character of stem(word)) at = (at * 31 + character.charCodeAt(0)) % DIMENSIONS;
    values[at] = (values[at] ?? 0) + 1;
  }
  return unitVector(values);
}
