import { describe, expect, it } from 'vitest';
import { Lexicon } from '../../../src/ask/read/lexicon.ts';
import { tokenise } from '../../../src/ask/read/tokens.ts';
import { desk } from './desk.ts';

const kindsOf = (phrase: string): readonly string[] =>
  desk.lexicon.exactly(phrase).map(({ kind }) => kind);

describe('the lexicon', () => {
  it('finds every phrase that begins at a word, shortest first', () => {
    const lexicon = new Lexicon();
    lexicon.add('open', { kind: 'flag', field: 'open', value: true });
    lexicon.add('open door', { kind: 'value', field: 'tag', value: 'Open Door', alias: false });
    const lengths = lexicon.matchesAt(tokenise('open doors today'), 0).map(({ length }) => length);
    expect(lengths).toEqual([1, 2]);
  });

  it('lets an article stand inside a phrase', () => {
    const lexicon = new Lexicon();
    lexicon.add('within sla', { kind: 'word', tag: 'test', spelt: 'within sla' });
    expect(lexicon.matchesAt(tokenise('within the sla'), 0)).toHaveLength(1);
  });

  it('takes function phrases to the letter', () => {
    const lexicon = new Lexicon();
    lexicon.add('group by', { kind: 'word', tag: 'by', spelt: 'group by' });
    expect(lexicon.matchesAt(tokenise('groups by'), 0)).toEqual([]);
  });

  it('takes what is quoted for a name only', () => {
    expect(desk.lexicon.matchesAt(tokenise('"Billing"'), 0)).toHaveLength(1);
    expect(desk.lexicon.matchesAt(tokenise('"please"'), 0)).toEqual([]);
  });

  it('knows names of the data with whichever apostrophe they are written', () => {
    expect(kindsOf("Mary O'Brien")).toEqual(['value']);
    expect(kindsOf('mary o’brien')).toEqual(['value']);
  });

  it('knows agents by their first names and companies by their own', () => {
    expect(kindsOf('Girly')).toEqual(['value']);
    expect(kindsOf('acme')).toEqual(['value']);
  });

  it('shortens the names of columns and pipelines where nothing else goes by the word', () => {
    expect(kindsOf('symptom')).toEqual(['field']);
    expect(desk.lexicon.exactly('engineering')).toMatchObject([{ value: 'Engineering Desk' }]);
    expect(kindsOf('support')).not.toContain('value');
  });

  it('takes no bare number and no truth for a name', () => {
    expect(kindsOf('70')).toEqual([]);
    expect(kindsOf('false')).not.toContain('value');
  });
});
