import { describe, expect, it } from 'vitest';
import { askedOf } from './drafts.ts';

const mask = (question: string): string => askedOf(question).masked;

describe('a question as a model sees it', () => {
  it.each([
    [
      'how many tickets did Nova Lee take last week',
      'how many tickets did {{agent_1}} take last week',
    ],
    ['tickets for ACME and Nova', 'tickets for {{company_1}} and {{agent_1}}'],
    ['urgent tickets by priority', 'urgent tickets by priority'],
    ['nova’s csat', "{{agent_1}}'s csat"],
    ['tickets with symptom noise', 'tickets with {{column_1}} {{value_1}}'],
    ['tickets by u_symptom', 'tickets by {{column_1}}'],
  ])('%s', (question, masked) => expect(mask(question)).toBe(masked));

  it.each([
    ['a name spelt wrong', 'tickets of Nvoa Lee', /nvoa|lee/i],
    ['a name nobody holds', 'tickets of Zorblax Quux', /zorblax|quux/i],
    ['names fused by a sign', 'tickets Zorblax/Quux&Co zorblax_quux', /zorb|quux/i],
    ['letters with marks beside them', 'tickets of Zorbla\u0301xi', /zorb|xi/i],
    ['right-to-left letters', 'tickets of \u202bמשה כהן\u202c', /[\u0590-\u05ff\u202b]/],
    ['a common word that is a name', 'slow garden tickets', /garden/i],
    ['its plural', 'slow roses tickets', /rose/i],
    ['a longer word around it', 'gardening tickets', /garden/i],
    ['its accents left off', 'tickets Zoe Muller', /zoe|muller/i],
    ['an address', 'tickets of jane.rose+x@garden.zorblax.com', /jane|rose|garden|zorblax|@/i],
    ['a link', 'tickets like https://zorblax.example/quux?id=7', /zorb|quux|http/i],
    ['what stands in quotes', 'tickets about “how many”', /"|“/],
    ['a phone number', 'call me at +1 (555) 123-4567 about tickets', /555|123|4567/],
    ['a card', 'tickets with 4111 1111 1111 1111', /1111/],
    ['an order', 'tickets about order 88123456', /8812/],
    ['a small number that is a name', 'tickets for 7734', /7734/],
    ['letters among digits', 'tickets about x9z', /x9z/i],
    ['emoji', 'tickets 🌹🐙', /🌹|🐙/u],
    ['a placeholder typed by hand', 'tickets of {{agent_7}}', /agent_7|\{\{agent/],
    ['a value of a column', 'tickets with smoke', /smoke/i],
  ])('keeps back %s', (_what, question, leak) => expect(mask(question)).not.toMatch(leak));

  it.each([
    ['how gnarly was it', '{{word_1}}', 'an unusual word of the language'],
    ['how many tickets of zorblax', '{{name_1}}', 'no word of the language'],
    ['how many tickets got Angry', '{{name_1}}', 'a common word that begins like a name'],
    ['Angry folks', 'Angry folks', 'a word that begins the sentence'],
    ['how many tickets. Angry folks', 'Angry folks', 'a word that begins the next one'],
    ['how many tickets: Angry folks', 'Angry folks', 'a word after a colon'],
    ['How Many Tickets Got Angry Folks', 'Angry Folks', 'words of a title'],
    ['how many tickets of a garden', '{{name_1}}', 'a name here, of whatever kind'],
  ])('in “%s” has %s for %s', (question, said) => expect(mask(question)).toContain(said));

  it('tells dates and small numbers as they are', () => {
    expect(mask('tickets from 2026-11-01 to 2026-11-20 with more than 250 replies')).toBe(
      'tickets from 2026-11-01 to 2026-11-20 with more than 250 replies',
    );
  });

  it('writes words of ours as we do where they were misspelt', () => {
    expect(mask('how many tikcets')).toBe('how many tickets');
  });

  it('gives the same placeholder to the same thing', () => {
    expect(mask('nova vs Nova Lee')).toBe('{{agent_1}} vs {{agent_1}}');
  });
});
