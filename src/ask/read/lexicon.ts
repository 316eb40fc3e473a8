import type { Condition, Of, Statistic } from '../../analytics/query-plan.ts';
import type { AbsentThing, TwoMeanings } from './language.ts';
import { plainText } from './plain-text.ts';
import { type Token, tokenise } from './tokens.ts';
import { WordIndex } from './typos.ts';

/** What a stretch of words can stand for. */
export type Meaning =
  | { readonly kind: 'filler' }
  /** A function phrase of config/language.yaml, by its key; `spelt` as it is written there. */
  | { readonly kind: 'word'; readonly tag: string; readonly spelt: string }
  | { readonly kind: 'noun'; readonly of: Of }
  | {
      readonly kind: 'metric';
      readonly metric: string;
      readonly of?: Of;
      readonly statistic?: Statistic;
      /** The other thing the words could mean. */
      readonly other?: TwoMeanings['other'];
    }
  /** `groupable`: figures can be broken down by it. */
  | { readonly kind: 'field'; readonly field: string; readonly groupable: boolean }
  | { readonly kind: 'adjective'; readonly where: Condition }
  | { readonly kind: 'flag'; readonly field: string; readonly value: boolean }
  | {
      readonly kind: 'value';
      readonly field: string;
      readonly value: string;
      readonly alias: boolean;
    }
  | { readonly kind: 'absent'; readonly thing: AbsentThing };

export type Match = { readonly length: number; readonly meanings: readonly Meaning[] };

type Node = { readonly next: Map<string, Node>; readonly meanings: Meaning[] };

const newNode = (): Node => ({ next: new Map(), meanings: [] });

const ARTICLES: ReadonlySet<string> = new Set(['the', 'a', 'an', 'our']);
const INNER_ARTICLE = / (?:the|a|an|our)(?= )/g;

/** All the phrases that can be recognised, and the words they are made of. */
export class Lexicon {
  readonly #root = newNode();
  readonly #words = new WordIndex();

  add(phrase: string, meaning: Meaning): void {
    const tokens = tokenise(plainText(phrase));
    if (tokens.length === 0) return;
    let at = this.#root;
    for (const { stem } of tokens) {
      this.#words.add(stem);
      at = childOf(at, stem);
    }
    if (!at.meanings.some((known) => isSame(known, meaning))) at.meanings.push(meaning);
  }

  /**
   * Every phrase that begins at `index`, shortest first; an article may stand inside one ("within the SLA").
   * Quoted tokens only match values, and as a whole.
   */
  matchesAt(tokens: readonly Token[], index: number): readonly Match[] {
    const found: Match[] = [];
    let at: Node | undefined = this.#root;
    for (let end = index; end < tokens.length; end += 1) {
      const token = tokens[end];
      if (!token) break;
      if (token.quoted) return end === index ? this.#quoted(token) : found;
      const next: Node | undefined = at.next.get(token.stem);
      if (!next && end > index && ARTICLES.has(token.stem)) continue;
      if (!next) break;
      at = next;
      const said = tokens.slice(index, end + 1);
      const meanings = at.meanings.filter((meaning) => isSpelt(meaning, said));
      if (meanings.length > 0) found.push({ length: said.length, meanings });
    }
    return found;
  }

  #quoted(token: Token): readonly Match[] {
    const meanings = this.exactly(token.text).filter((meaning) => meaning.kind === 'value');
    return meanings.length > 0 ? [{ length: 1, meanings }] : [];
  }

  /** What a whole phrase means; empty when nothing. */
  exactly(phrase: string): readonly Meaning[] {
    let at: Node | undefined = this.#root;
    for (const { stem } of tokenise(plainText(phrase))) {
      at = at.next.get(stem);
      if (!at) return [];
    }
    return at.meanings;
  }

  knows(stem: string): boolean {
    return this.#words.has(stem);
  }

  /** The known words an unknown one is a slip or two away from; what looks like a plural may be a name that is none ("Franics"). */
  nearest(stem: string, typed: string = stem): readonly string[] {
    return this.#words.nearest(stem, typed);
  }
}

function childOf(parent: Node, stem: string): Node {
  const known = parent.next.get(stem);
  if (known) return known;
  const made = newNode();
  parent.next.set(stem, made);
  return made;
}

/** Function phrases are taken to the letter: "groups by" is no "group by". */
function isSpelt(meaning: Meaning, tokens: readonly Token[]): boolean {
  if (meaning.kind !== 'word') return true;
  const said = spelling(tokens);
  if (said === meaning.spelt) return true;
  // "resolve ticket 12" is an order; "to resolve a ticket" is something questions are about.
  return meaning.tag !== 'ask.act' && said.replaceAll(INNER_ARTICLE, '') === meaning.spelt;
}

/** Words as they are compared to the letter. */
export function spelling(tokens: readonly Token[]): string {
  return tokens.map(({ lower }) => lower).join(' ');
}

function isSame(a: Meaning, b: Meaning): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
